import FoundationEssentials
import Lifecycle
import Models
import Observability

/// Error bodies as JSON.
enum ErrorJSON {
    static func bytes(_ body: ErrorBody) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Texts and numbers only: encoding them cannot fail.
        return (try? encoder.encode(body)).map { [UInt8]($0) } ?? []
    }
}

extension Timestamp {
    /// This moment, for what is shown.
    static var now: Timestamp { Timestamp(unixSeconds: SystemTime().unixSeconds) }
}
