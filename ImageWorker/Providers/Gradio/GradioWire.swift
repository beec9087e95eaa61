import HTTPClient
import HTTPCore
import ImageWorkerCore
import JSON
import ProviderKit

/// The requests to an app (providers page 05, sections 5.1 to 5.5).
struct GradioWire: Sendable {
    let base: String
    let settings: GradioSettings

    /// Bytes of a start's answer.
    static let smallAnswer = 1 << 20
    private static let shortLimit = Duration.seconds(30)

    /// Who asks; for the app's own address only.
    var identity: HTTPFields {
        var fields: HTTPFields = ["x-gradio-user": "api"]
        guard let token = settings.token?.reveal() else { return fields }
        // Spaces take the first, the official client sends the second.
        fields["Authorization"] = "Bearer \(token)"
        fields["x-hf-authorization"] = "Bearer \(token)"
        return fields
    }

    /// Where the app says its version and prefix.
    func configuration() -> ClientRequest {
        var request = ClientRequest(.get, base + "/config", fields: identity)
        // A space's configuration lists all of its components.
        request.maxResponseBytes = 16 << 20
        request.deadline = Self.shortLimit
        return request
    }

    /// Whether addresses with that prefix, which the app names, stay at the app: what follows carries the token.
    func takes(prefix: String) -> Bool {
        guard !prefix.isEmpty else { return true }
        guard prefix.hasPrefix("/"), !prefix.hasPrefix("//"), prefix.utf8.count <= 64,
            prefix.utf8.allSatisfy(Self.isOfPath)
        else { return false }
        let host = AddressGuard.Host(ofOrigin: base)
        return host != nil && AddressGuard.Host(ofOrigin: base + prefix) == host
    }

    private static func isOfPath(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "/._-~".utf8.contains(byte)
        }
    }

    /// Starts a picture: the arguments in the order of Z-Image-Turbo.
    func start(
        _ order: PictureOrder, gallery: [JSONValue], prefix: String
    ) throws(GenerationError) -> ClientRequest {
        let arguments: [JSONValue] = [
            .string(order.boundPrompt(for: settings.referenceRule)), .string(try GradioRules.label(order, settings)),
            .int(order.seed ?? 42),
            .int(try GradioRules.steps(order, settings)), .double(settings.shift), .bool(order.seed == nil),
            .array(gallery),
        ]
        let body: JSONValue = ["data": .array(arguments)]
        var request = ClientRequest(.post, call(prefix), fields: identity, body: .bytes(body.bytes()))
        request.fields["Content-Type"] = "application/json"
        request.maxResponseBytes = Self.smallAnswer
        request.deadline = settings.startLimit
        return request
    }

    /// Puts reference images where the app can read them; costs nothing.
    func upload(_ pictures: [Picture], prefix: String) throws(InvalidFieldError) -> ClientRequest {
        var form = MultipartBody()
        for (index, picture) in pictures.enumerated() {
            try form.add(
                "files", filename: "reference\(index + 1).\(picture.type.rawValue)",
                contentType: picture.type.mediaType, picture.bytes)
        }
        let type = form.contentType
        var request = ClientRequest(
            .post, base + prefix + "/upload", fields: identity, body: .bytes(form.finish()))
        request.fields["Content-Type"] = type
        request.maxResponseBytes = Self.smallAnswer
        request.deadline = settings.startLimit
        return request
    }

    /// An uploaded file as an entry of the app's gallery.
    static func galleryEntry(_ path: String) -> JSONValue {
        ["image": ["path": .string(path), "meta": ["_type": "gradio.FileData"]], "caption": .null]
    }

    /// The stream that delivers the picture, once.
    func result(of task: ProviderTaskID, prefix: String) -> ClientRequest {
        var request = ClientRequest(
            .get, call(prefix) + "/" + PercentEncoding.encode(task.text), fields: identity)
        request.fields["Accept"] = "text/event-stream"
        request.deadline = settings.timeout
        // A heartbeat comes every 15 s.
        request.idleTimeout = .seconds(45)
        request.sendOnce = true
        request.readBufferBytes = 4096
        return request
    }

    /// A file that the app keeps, by its path there; the address in the answer is built from our own `Host` and is wrong
    /// behind a proxy.
    func file(_ path: String, prefix: String) -> String {
        let encoded = path.split(separator: "/", omittingEmptySubsequences: false).map {
            PercentEncoding.encode(String($0))
        }
        return base + prefix + "/file=" + encoded.joined(separator: "/")
    }

    private func call(_ prefix: String) -> String {
        base + prefix + "/call/" + PercentEncoding.encode(settings.apiName)
    }
}
