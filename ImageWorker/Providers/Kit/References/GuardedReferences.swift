import HTTPClient
import ImageWorkerCore
import Models

/// Reads reference images through the guard: no address of this machine or its networks, and what comes must be a
/// picture by its header.
package struct GuardedReferences: ReferenceReader {
    private let fetcher: PictureFetcher

    /// `fetcher` must be one that exempts no provider's own origin: the address is a stranger's.
    package init(_ fetcher: PictureFetcher) { self.fetcher = fetcher }

    package func picture(at url: String, largest: Int) async throws(UnreadReference) -> Picture {
        do throws(PictureFetchFailure) {
            return try await fetcher.attempt(url, largest: largest)
        } catch {
            throw UnreadReference(error.text, cause: error.cause)
        }
    }
}
