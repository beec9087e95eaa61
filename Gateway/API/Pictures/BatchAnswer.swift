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
        if case .success(.atWorker(let picture)) = result.outcome { bytes += picture.dataURLLength }
        results[result.index] = result
        guard bytes <= BatchRequest.longestAnswer else { throw Self.tooLong }
    }

    /// Writes the whole answer.
    func write(
        _ stats: BatchStats, _ delivery: PictureDelivery, to writer: ResponseWriter
    ) async throws {
        try await writer.write(Array(#"{"success":true,"data":["#.utf8))
        var delivered: [FinishedPicture] = []
        for (position, result) in results.enumerated() {
            guard let result else { continue }
            if position > 0 { try await writer.write(Array(",".utf8)) }
            let picture = try await Self.write(result, delivery, to: writer)
            if let picture { delivered.append(picture) }
        }
        try await writer.write(Array("],\"stats\":".utf8) + stats.json.bytes() + Array("}".utf8))
        // An answer that is cut off is of no use to the client: not one picture is let go before its end.
        try await delivery.pictures.release(delivered, after: writer, for: delivery.call)
    }

    /// Writes one entry of the answer; gives the picture that is in it and that its worker still has.
    static func write(
        _ result: BatchResult, _ delivery: PictureDelivery, to writer: ResponseWriter
    ) async throws -> FinishedPicture? {
        switch result.outcome {
        case .success(let made):
            let envelope = PictureEnvelope(made.facts, sequence: result.sequence, url: delivery.url(of: made))
            if case .atWorker(let picture) = made {
                return try await write(picture, in: envelope, of: result, delivery, to: writer)
            }
            try await writer.write(envelope.whole)
        case .failure(let error):
            try await writer.write(result.failureJSON(error, delivery.call.language).bytes())
        }
        return nil
    }

    /// A picture that cannot be had from its worker now is told as that frame's error, which names its task, as long as
    /// nothing of it is written.
    private static func write(
        _ picture: FinishedPicture, in envelope: PictureEnvelope, of result: BatchResult, _ delivery: PictureDelivery,
        to writer: ResponseWriter
    ) async throws -> FinishedPicture? {
        let sink = PictureSink(envelope, writer)
        do {
            try await delivery.pictures.write(picture, into: sink, for: delivery.call)
            return picture
        } catch let error where !sink.hasStarted {
            let known = GatewayError(any: error) ?? .fault(cause: error)
            try await writer.write(result.failureJSON(known, delivery.call.language, picture.submitted).bytes())
            return nil
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
    /// The entry of a frame that has no picture; `submitted` is known of it besides what the error says.
    func failureJSON(_ error: GatewayError, _ language: Language, _ submitted: SubmittedPicture? = nil) -> JSONValue {
        var entry: JSONObject = [
            "sequence": .int(sequence), "imageUrl": .null, "error": .string(error.text(language)),
            "errorCode": .string(error.code.rawValue),
        ]
        entry["taskId"] = (error.details?.taskId ?? submitted?.taskID).map { .string($0) }
        return .object(entry)
    }
}

extension BatchStats {
    /// As the contract shows it.
    var json: JSONValue {
        ["total": .int(total), "success": .int(success), "failed": .int(failed), "successRate": .int(successRate)]
    }
}
