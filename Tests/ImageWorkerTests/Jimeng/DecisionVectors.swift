import HTTPClient
import HTTPCore
import JSON
import TestSupport
import Testing

/// Jimeng's rows of the table of answers and what to do about them.
struct DecisionVector: Sendable, CustomTestStringConvertible {
    let call: String
    let status: Int
    let body: JSONValue
    let action: String

    var testDescription: String { "\(call) \(status) \(action) \(body.text.prefix(60))" }

    static func jimeng() throws -> [DecisionVector] {
        let rows = try Fixture.json("providers/response_decisions.json")["cases"]?.array ?? []
        return rows.filter { $0["provider"] == "jimeng" }.map {
            DecisionVector(
                call: $0["call"]?.string ?? "", status: $0["http_status"]?.int ?? -1, body: $0["body"] ?? .null,
                action: $0["action"]?.string ?? "")
        }
    }

    /// The bytes of the answer: text bodies as they are.
    var bytes: [UInt8] { body.string.map { Array($0.utf8) } ?? body.bytes() }

    /// For rows without an answer: what the client would have said.
    var transportFailure: HTTPClientError? {
        guard status == 0 else { return nil }
        return body.string == "connection refused" ? .connectFailed("refused") : .timedOut(.whole, .maybe)
    }
}
