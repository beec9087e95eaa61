import HTTPClient
import HTTPCore
import ImageWorkerCore
import Lifecycle
import Models

/// Gets pictures that a provider names by URL, through the guard: no address of this machine or its networks, at most
/// 3 redirects, at most 64 MB, and the bytes must be a picture.
package struct PictureFetcher: Sendable {
    private let client: HTTPClient
    private let addressGuard: AddressGuard
    private let usesProxy: Bool
    private let backoff: Backoff
    private let time: any TimeSource
    /// An origin that asks for `Authorization`, and what it is told.
    package var known: (origin: AddressGuard.Host, authorization: String)?

    /// Bytes of the largest picture that is taken.
    package static let largestPicture = 64 << 20

    /// For bytes that a provider gave as a picture and that are none.
    package static var notAPicture: GenerationError { PictureFetchFailure.noPicture.generationError }

    /// `exempt` are the provider's own origin and `FETCH_ALLOW_HOSTS`; `usesProxy` is `FETCH_VIA_PROXY`.
    package init(
        client: HTTPClient, exempt: [AddressGuard.Host], usesProxy: Bool = false,
        backoff: Backoff = Backoff(base: .seconds(1), cap: .seconds(30), maxRetries: 2), time: any TimeSource
    ) {
        self.client = client
        addressGuard = AddressGuard(exempt: exempt)
        self.usesProxy = usesProxy
        self.backoff = backoff
        self.time = time
    }

    /// The finished picture at that address.
    package func fetch(_ url: String) async throws(GenerationError) -> Picture {
        do throws(PictureFetchFailure) {
            return try await attempt(url, largest: Self.largestPicture)
        } catch {
            throw error.generationError
        }
    }

    /// The picture at that address, of at most so many bytes. Reading is free, so a failed transfer is tried again; what
    /// is no picture is not.
    func attempt(_ url: String, largest: Int) async throws(PictureFetchFailure) -> Picture {
        var retries = 0
        while true {
            let failure: PictureFetchFailure
            do {
                return try await once(url, largest)
            } catch let error as PictureFetchFailure {
                failure = error
            } catch {
                failure = PictureFetchFailure(error)
            }
            retries += 1
            guard failure.mayPass, !Task.isCancelled, let delay = backoff.delay(beforeRetry: retries),
                (try? await time.sleep(for: delay)) != nil
            else { throw failure }
        }
    }

    private func once(_ url: String, _ largest: Int) async throws -> Picture {
        var request = ClientRequest(.get, url, trust: .guarded(addressGuard))
        request.fields["Accept"] = "image/*"
        if let known, AddressGuard.Host(ofOrigin: url) == known.origin {
            request.fields["Authorization"] = known.authorization
        }
        request.followRedirects = 3
        request.maxResponseBytes = largest
        request.readBufferBytes = 32 * 1024
        request.idleTimeout = .seconds(30)
        request.deadline = .seconds(120)
        request.usesProxy = usesProxy
        return try await client.withResponse(request) { response in
            guard response.status == .ok else { throw PictureFetchFailure(status: response.status) }
            let bytes = try await response.collect(limit: largest)
            guard let picture = PictureHeader.read(bytes) else { throw PictureFetchFailure.noPicture }
            return picture
        }
    }
}

/// Why a picture could not be fetched.
struct PictureFetchFailure: Error {
    /// Whether another try may do better.
    let mayPass: Bool
    let text: LocalizedText
    let cause: (any Error)?

    init(mayPass: Bool, text: LocalizedText, cause: (any Error)? = nil) {
        self.mayPass = mayPass
        self.text = text
        self.cause = cause
    }

    init(status: HTTPStatus) {
        self.init(
            mayPass: status.code >= 500 || status.code == 429 || status.code == 408,
            text: LocalizedText(
                zh: "下载图片失败: HTTP \(status.code)", en: "Fetching the picture failed: HTTP \(status.code)"))
    }

    /// From the client's error: what it refused stays refused.
    init(_ error: any Error) {
        guard let error = error as? HTTPClientError else {
            self.init(mayPass: false, text: Self.failed, cause: error)
            return
        }
        switch error {
        case .addressRefused, .invalidRequest, .redirectRefused, .bodyTooLarge, .headerTooLarge:
            self.init(mayPass: false, text: Self.refused, cause: error)
        case .cancelled, .shutDown, .uploadFailed, .tlsFailed:
            self.init(mayPass: false, text: Self.failed, cause: error)
        case .unresolvable, .connectFailed, .timedOut, .exchangeFailed:
            self.init(mayPass: true, text: Self.failed, cause: error)
        }
    }

    static let noPicture = PictureFetchFailure(
        mayPass: false, text: LocalizedText(zh: "返回的数据不是图片", en: "What came is not a picture"))

    private static let failed = LocalizedText(zh: "下载图片失败", en: "Fetching the picture failed")
    private static let refused = LocalizedText(
        zh: "图片地址不被允许或图片过大", en: "The picture's address is not allowed, or it is too large")

    /// Of a finished picture, which has been paid for all the same.
    var generationError: GenerationError {
        let isCancelled = Task.isCancelled
        return GenerationError(
            isCancelled ? .cancelled : .provider, billed: .yes, retry: mayPass ? .later(after: nil) : .never,
            text: text, cause: cause)
    }
}
