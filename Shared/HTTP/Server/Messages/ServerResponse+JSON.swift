import FoundationEssentials
import HTTPCore

extension ServerResponse {
    /// A value as JSON, keys sorted, slashes as they are.
    /// - Throws: `EncodingError`.
    package static func json(_ value: some Encodable, status: HTTPStatus = .ok) throws -> ServerResponse {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let bytes = [UInt8](try encoder.encode(value))
        return json(bytes, status: status)
    }
}
