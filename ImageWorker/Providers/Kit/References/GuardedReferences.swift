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
            let picture = try await fetcher.attempt(url, largest: largest)
            guard await isClean(picture) else { throw Self.notClean }
            return picture
        } catch {
            throw UnreadReference(error.text, cause: error.cause)
        }
    }

    /// Off the loop where looking takes long.
    private func isClean(_ picture: Picture) async -> Bool {
        guard picture.bytes.count > ProviderAnswer.smallBody else { return PictureEnd.isClean(picture) }
        return await withTaskExecutorPreference(globalConcurrentExecutor) { PictureEnd.isClean(picture) }
    }

    private static let notClean = PictureFetchFailure(
        mayPass: false,
        text: LocalizedText(zh: "图片不完整，或后面附有其他数据", en: "the picture is cut off, or has other data behind it"))
}
