import FoundationEssentials
import HTTPServer

extension EventWriter {
    /// Sends an event whose data is that value as JSON.
    /// - Throws: `EncodingError`, and as `ResponseWriter.write`.
    func send(_ event: String, json value: some Encodable) async throws {
        try await send(event, data: try Self.line(value))
    }

    /// A value as JSON in one line, keys sorted.
    /// - Throws: `EncodingError`.
    static func line(_ value: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return [UInt8](try encoder.encode(value))
    }
}
