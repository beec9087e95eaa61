import GatewayCore
import HTTPServer
import JSON
import Models

/// `{"created","data":[{"b64_json"|"url"}],"usage":{…}}`, written with the pictures streamed into it.
struct ImageAnswer: Sendable {
    private enum Entry: Sendable {
        /// Streamed into the answer.
        case picture(FinishedPicture)
        /// Its address, as JSON.
        case address([UInt8])
    }

    private let entries: [Entry]
    private let head: [UInt8]
    private let tail: [UInt8]

    init(results: [BatchResult], set: ImageSet, _ delivery: PictureDelivery, created: Int, seconds: Double) {
        let pictures = results.compactMap { try? $0.outcome.get() }
        entries = pictures.map { Self.entry($0, delivery) }
        head = Array(#"{"created":\#(created),"data":["#.utf8)
        var rest: JSONObject = ["usage": Self.usage(pictures.count, inputs: set.inputCount, seconds)]
        let errors = results.compactMap { Self.error($0, delivery.call.language) }
        if !errors.isEmpty { rest["errors"] = .array(errors) }
        if let notice = pictures.compactMap(\.facts.notice).first { rest["notice"] = .string(notice) }
        let warnings = set.warnings + pictures.flatMap(\.facts.warnings)
        if !warnings.isEmpty { rest["warnings"] = .array(warnings.map { .string($0) }) }
        tail = Array("],".utf8) + JSONValue.object(rest).bytes().dropFirst()
    }

    /// Bytes of the whole.
    var length: Int {
        let commas = max(0, entries.count - 1)
        return head.count + commas + tail.count + entries.reduce(0) { $0 + Self.length($1) }
    }

    func write(_ delivery: PictureDelivery, to writer: ResponseWriter) async throws {
        try await writer.write(head)
        for (index, entry) in entries.enumerated() {
            if index > 0 { try await writer.write(Array(",".utf8)) }
            switch entry {
            case .picture(let picture):
                let sink = PictureSink(Self.envelope, writer)
                try await delivery.pictures.write(picture, into: sink, for: delivery.call)
            case .address(let json): try await writer.write(json)
            }
        }
        try await writer.write(tail)
    }

    private static func entry(_ made: MadePicture, _ delivery: PictureDelivery) -> Entry {
        switch made {
        case .atWorker(let picture): .picture(picture)
        case .stored: .address((["url": .string(delivery.url(of: made))] as JSONValue).bytes())
        }
    }

    private static func length(_ entry: Entry) -> Int {
        switch entry {
        case .picture(let picture): envelope.length(with: picture)
        case .address(let json): json.count
        }
    }

    /// Figures of the whole request (contract, section 4).
    static func usage(_ made: Int, inputs: Int, _ seconds: Double) -> JSONValue {
        [
            "processing_time_seconds": .double((seconds * 1000).rounded() / 1000), "input_images": .int(inputs),
            "generated_images": .int(made),
        ]
    }

    private static let envelope = PictureEnvelope(before: #"{"b64_json":""#, after: #""}"#)

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
