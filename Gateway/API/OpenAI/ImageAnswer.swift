import GatewayCore
import HTTPServer
import JSON
import Models

/// `{"created","data":[{"b64_json"}],"usage":{…}}`, written with the pictures streamed into it.
struct ImageAnswer: Sendable {
    private let pictures: [FinishedPicture]
    private let head: [UInt8]
    private let tail: [UInt8]

    init(results: [BatchResult], set: ImageSet, created: Int, seconds: Double, language: Language) {
        pictures = results.compactMap { try? $0.outcome.get() }
        head = Array(#"{"created":\#(created),"data":["#.utf8)
        var rest: JSONObject = ["usage": Self.usage(pictures.count, inputs: set.inputCount, seconds)]
        let errors = results.compactMap { Self.error($0, language) }
        if !errors.isEmpty { rest["errors"] = .array(errors) }
        if let notice = pictures.compactMap(\.notice).first { rest["notice"] = .string(notice) }
        let warnings = pictures.flatMap(\.warnings)
        if !warnings.isEmpty { rest["warnings"] = .array(warnings.map { .string($0) }) }
        tail = Array("],".utf8) + JSONValue.object(rest).bytes().dropFirst()
    }

    /// Bytes of the whole.
    var length: Int {
        let commas = max(0, pictures.count - 1)
        return head.count + commas + tail.count
            + pictures.reduce(0) { $0 + Self.envelope($1).length(with: $1) }
    }

    func write(with service: Pictures, for call: CallIdentity, to writer: ResponseWriter) async throws {
        try await writer.write(head)
        for (index, picture) in pictures.enumerated() {
            if index > 0 { try await writer.write(Array(",".utf8)) }
            let sink = PictureSink(Self.envelope(picture), writer)
            try await service.write(picture, into: sink, for: call)
        }
        try await writer.write(tail)
    }

    /// Figures of the whole request (contract, section 4).
    static func usage(_ made: Int, inputs: Int, _ seconds: Double) -> JSONValue {
        [
            "processing_time_seconds": .double((seconds * 1000).rounded() / 1000), "input_images": .int(inputs),
            "generated_images": .int(made),
        ]
    }

    private static func envelope(_ picture: FinishedPicture) -> PictureEnvelope {
        PictureEnvelope(before: #"{"b64_json":""#, after: #""}"#)
    }

    /// A picture that could not be made, by its place in the request.
    private static func error(_ result: BatchResult, _ language: Language) -> JSONValue? {
        guard case .failure(let error) = result.outcome else { return nil }
        var entry: JSONObject = [
            "index": .int(result.index), "code": .string(error.code.rawValue),
            "message": .string(error.text(language)),
        ]
        entry["task_id"] = error.details?.taskId.map { .string($0) }
        return .object(entry)
    }
}
