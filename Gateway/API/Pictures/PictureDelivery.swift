import GatewayCore
import HTTPServer
import Models

/// How the pictures of one request get to its client: asked and made ready before anything is ordered.
///
/// An object: it lies in frames that wait for minutes.
final class PictureDelivery: Sendable {
    let pictures: Pictures
    let call: CallIdentity
    /// Nil when the answer holds the pictures themselves.
    private let urls: AssetURLs?

    /// - Throws: `GatewayError` when pictures could not be kept, or there is no address to give.
    /// The error names `field`, where the client has chosen the format.
    init(
        _ format: ImageFormat, chosenBy field: String = "config.imageFormat", of pictures: Pictures,
        _ links: AssetLinks, for request: ServerRequest, _ call: CallIdentity
    ) async throws {
        self.pictures = pictures
        self.call = call
        switch format {
        case .data: urls = nil
        case .url:
            try await pictures.admit(format)
            urls = try await Self.urls(links, request, field)
        }
    }

    /// The address of a stored picture, or what stands before the base64 of another.
    func url(of made: MadePicture) -> String {
        switch made {
        case .atWorker(let picture): picture.dataURLStart
        case .stored(let picture, let id): urls?.url(of: id) ?? picture.dataURLStart
        }
    }

    private static func urls(_ links: AssetLinks, _ request: ServerRequest, _ field: String) async throws -> AssetURLs {
        do {
            if let urls = try await links.urls(else: request.origin) { return urls }
        } catch let error as AssetError {
            throw GatewayError.notKept(nil, cause: error)
        }
        throw GatewayError.invalidParameter(
            field: field,
            reason: LocalizedText(
                zh: "url 需要设置 PUBLIC_URL，或在请求中带有效的 Host",
                en: "url needs PUBLIC_URL to be set, or a valid Host in the request"))
    }
}

extension ServerRequest {
    /// Scheme and host as the client has reached us, for its own use alone: what it sends as Host only comes back to it.
    /// Nil without one, as HTTP/1.0 allows; the parser has seen to it that it is one.
    fileprivate var origin: String? { fields["Host"].map { "http://\($0)" } }
}
