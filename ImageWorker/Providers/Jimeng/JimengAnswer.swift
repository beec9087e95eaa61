import JSON
import ProviderKit

/// An answer of the API, read by spans: a picture of megabytes inside is found, not parsed.
struct JimengAnswer: Sendable {
    /// What `code` and `data`, or the gateway's own envelope, say.
    enum Content: Sendable {
        /// Neither envelope, or no JSON at all.
        case nonsense
        /// `ResponseMetadata.Error` of the gateway in front of the service.
        case gatewayError(code: String, message: String)
        /// `code` other than 10000.
        case serviceError(code: Int, message: String)
        /// `code` 10000.
        case success(Success)
    }

    struct Success: Sendable {
        var taskID: String?
        var status: String?
        /// Of the first picture, with its quotes; empty ones count as none.
        var base64: Range<Int>?
        /// Of the first picture, or of the film.
        var url: String?
    }

    let status: Int
    let retryAfter: Duration?
    let body: [UInt8]
    let requestID: String?
    let content: Content

    /// `secrets` are struck from what the provider says: some answers repeat the request.
    init(_ answer: ProviderAnswer, without secrets: [String] = []) {
        status = answer.status
        retryAfter = answer.retryAfter
        let body = answer.body
        self.body = body
        guard let found = try? JSONSpans.find(Self.paths, in: body) else {
            (requestID, content) = (nil, .nonsense)
            return
        }
        func text(_ path: Path) -> String? {
            found[path.rawValue].flatMap { Self.string(body, $0) }.map { ProviderText.shown($0, without: secrets) }
        }
        requestID = text(.requestID) ?? text(.gatewayRequestID)
        if let code = text(.gatewayCode) {
            content = .gatewayError(code: code, message: text(.gatewayMessage) ?? "")
        } else if let code = text(.code).flatMap({ Int($0) }) {
            content =
                code == 10000
                ? .success(Self.success(body, found))
                : .serviceError(code: code, message: text(.message) ?? "")
        } else {
            content = .nonsense
        }
    }

    /// The bytes behind the Base64 text at that place.
    func picture(at place: Range<Int>) -> [UInt8]? { PictureText.decode(body, at: place) }

    private enum Path: Int, CaseIterable {
        case code, message, requestID, taskID, status, base64, base64Alone, url, video, gatewayCode, gatewayMessage
        case gatewayRequestID

        var steps: [JSONSpans.Step] {
            switch self {
            case .code: ["code"]
            case .message: ["message"]
            case .requestID: ["request_id"]
            case .taskID: ["data", "task_id"]
            case .status: ["data", "status"]
            case .base64: ["data", "binary_data_base64", 0]
            case .base64Alone: ["data", "binary_data_base64"]
            case .url: ["data", "image_urls", 0]
            case .video: ["data", "video_url"]
            case .gatewayCode: ["ResponseMetadata", "Error", "Code"]
            case .gatewayMessage: ["ResponseMetadata", "Error", "Message"]
            case .gatewayRequestID: ["ResponseMetadata", "RequestId"]
            }
        }
    }

    private static let paths = Path.allCases.map(\.steps)

    private static func success(_ body: [UInt8], _ found: [Range<Int>?]) -> Success {
        func text(_ path: Path) -> String? { found[path.rawValue].flatMap { string(body, $0) } }
        var success = Success(
            taskID: text(.taskID).flatMap { ProviderText.isToken($0) ? $0 : nil },
            status: text(.status).map { ProviderText.shown($0, without: []) }, url: nonEmpty(text(.url) ?? text(.video))
        )
        // An array of texts by the page; some servers give one text alone.
        if let place = found[Path.base64.rawValue] ?? found[Path.base64Alone.rawValue],
            body[place.lowerBound] == 0x22, place.count > 2
        {
            success.base64 = place
        }
        return success
    }

    /// A string's text, or a number's digits; nil for anything else.
    private static func string(_ body: [UInt8], _ range: Range<Int>) -> String? {
        guard let value = try? JSONValue.parse(body, in: range) else { return nil }
        return value.string ?? value.number?.text
    }

    private static func nonEmpty(_ text: String?) -> String? { text?.isEmpty == false ? text : nil }
}
