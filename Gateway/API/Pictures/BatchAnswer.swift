import GatewayCore
import HTTPServer
import JSON
import Models

/// The results of a batch in the order of its frames; pictures are only named until they are written out.
struct BatchAnswer: Sendable {
    private var results: [BatchResult?]
    private var bytes = 0

    init(count: Int) { results = Array(repeating: nil, count: count) }

    /// Keeps a result.
    /// - Throws: `GatewayError` once the answer would pass its limit; nothing further is submitted then.
    mutating func add(_ result: BatchResult) throws {
        if case .success(let picture) = result.outcome { bytes += picture.dataURLLength }
        results[result.index] = result
        guard bytes <= BatchRequest.longestAnswer else { throw Self.tooLong }
    }

    /// Writes the whole answer.
    func write(
        _ stats: BatchStats, with pictures: Pictures, for call: CallIdentity, to writer: ResponseWriter
    ) async throws {
        try await writer.write(Array(#"{"success":true,"data":["#.utf8))
        for (position, result) in results.enumerated() {
            guard let result else { continue }
            if position > 0 { try await writer.write(Array(",".utf8)) }
            try await Self.write(result, with: pictures, for: call, to: writer)
        }
        try await writer.write(Array("],\"stats\":".utf8) + stats.json.bytes() + Array("}".utf8))
    }

    /// Writes one entry of the answer.
    static func write(
        _ result: BatchResult, with pictures: Pictures, for call: CallIdentity, to writer: ResponseWriter
    ) async throws {
        switch result.outcome {
        case .success(let picture):
            try await write(picture, of: result, with: pictures, for: call, to: writer)
        case .failure(let error):
            try await writer.write(result.failureJSON(error, call.language).bytes())
        }
    }

    /// A picture that its worker has lost by now is told as that frame's error, as long as nothing of it is written.
    private static func write(
        _ picture: FinishedPicture, of result: BatchResult, with pictures: Pictures, for call: CallIdentity,
        to writer: ResponseWriter
    ) async throws {
        let sink = PictureSink(PictureEnvelope(picture, sequence: result.sequence), writer)
        do {
            try await pictures.write(picture, into: sink, for: call)
        } catch let error as GatewayError where !sink.hasStarted {
            try await writer.write(result.failureJSON(error, call.language).bytes())
        }
    }

    private static var tooLong: GatewayError {
        let reason = LocalizedText(
            zh: "结果超过 256 MB，请分批，或使用 imageFormat url",
            en: "the answer would pass 256 MB; send fewer frames, or use imageFormat `url`")
        return .batch(code: .invalidRequest, reason: reason, details: .of { $0.field = "config.imageFormat" })
    }
}

extension BatchResult {
    /// The entry of a frame that has no picture.
    func failureJSON(_ error: GatewayError, _ language: Language) -> JSONValue {
        var entry: JSONObject = [
            "sequence": .int(sequence), "imageUrl": .null, "error": .string(error.text(language)),
            "errorCode": .string(error.code.rawValue),
        ]
        entry["taskId"] = error.details?.taskId.map { .string($0) }
        return .object(entry)
    }
}

extension BatchStats {
    /// As the contract shows it.
    var json: JSONValue {
        ["total": .int(total), "success": .int(success), "failed": .int(failed), "successRate": .int(successRate)]
    }
}
