import HTTPCore
import Observability

/// The Retry-After field of an answer (RFC 9110 section 10.2.3).
package enum RetryAfter {
    /// The wait it asks for, from seconds or a date; nil without the field or when it is malformed.
    package static func read(_ fields: HTTPFields, now unixSeconds: Double) -> Duration? {
        guard let text = fields["Retry-After"] else { return nil }
        if let seconds = UInt32(text) { return .seconds(Int(seconds)) }
        guard let date = Timestamp(httpDate: text) else { return nil }
        return .seconds(max(0, Double(date.unixMilliseconds) / 1000 - unixSeconds))
    }
}
