import GatewayCore
import JSON
import Models

/// What a client sends for many pictures (contract, section 3).
struct BatchRequest {
    let order: BatchOrder

    /// A client's memory and ours: past this many bytes of `data:` URLs an answer is refused.
    static let longestAnswer = 256 * 1024 * 1024
    /// Frames of one batch.
    static let mostFrames = 10_000

    /// Frames without any prompt are left out.
    /// - Throws: `GatewayError` when none is left or a field has a wrong value.
    init(_ request: JSONRecord, defaultConcurrency: Int) throws {
        guard let frames = try request.records("frames") else { throw GatewayError.missingParameters(["frames"]) }
        guard frames.count <= Self.mostFrames else { throw Self.tooMany }
        let config = try request.record("config")
        let items = try frames.enumerated().compactMap { index, frame -> BatchOrder.Item? in
            guard let picture = try PictureOrder(frame: frame, config: config) else { return nil }
            return BatchOrder.Item(sequence: try frame.int("sequence") ?? index + 1, picture: picture)
        }
        guard !items.isEmpty else { throw Self.nothingToDraw }
        order = BatchOrder(
            items: items,
            concurrency: try Self.positive(config, "concurrency", limit: 1000) ?? defaultConcurrency,
            stopAfterFailures: try Self.positive(config, "stopAfterFailures", limit: Self.mostFrames))
    }

    private static func positive(_ config: JSONRecord?, _ name: String, limit: Int) throws -> Int? {
        guard let value = try config?.int(name) else { return nil }
        guard (1...limit).contains(value) else {
            throw GatewayError.invalidParameter(
                field: "config.\(name)",
                reason: LocalizedText(zh: "应为 1 到 \(limit) 的整数", en: "must be a whole number from 1 to \(limit)"))
        }
        return value
    }

    private static var nothingToDraw: GatewayError {
        let reason = LocalizedText(
            zh: "没有有效的分镜（每个分镜需要 prompt 或 jimengPrompt）",
            en: "no frame has a prompt (each needs `prompt` or `jimengPrompt`)")
        return .batch(code: .invalidRequest, reason: reason, details: .of { $0.field = "frames" })
    }

    private static var tooMany: GatewayError {
        let reason = LocalizedText(zh: "分镜超过 \(mostFrames) 个", en: "more than \(mostFrames) frames")
        return .batch(code: .payloadTooLarge, reason: reason, details: .of { $0.field = "frames" })
    }
}
