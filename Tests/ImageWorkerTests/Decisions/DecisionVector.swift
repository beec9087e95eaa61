import HTTPClient
import HTTPCore
import ImageWorkerCore
import JSON
import ProviderKit
import TestSupport
import Testing

/// A row of the table of answers and what to do about them.
struct DecisionVector: Sendable, CustomTestStringConvertible {
    let call: String
    let status: Int
    let fields: HTTPFields
    let body: JSONValue
    let action: String

    var testDescription: String { "\(call) \(status) \(action) \(body.text.prefix(60))" }

    /// The rows of that provider, all calls or one.
    static func of(_ provider: String, _ call: String? = nil) throws -> [DecisionVector] {
        let rows = try Fixture.json("providers/response_decisions.json")["cases"]?.array ?? []
        return rows.filter { $0["provider"]?.string == provider }.map { DecisionVector($0) }.filter {
            call == nil || $0.call == call
        }
    }

    private init(_ row: JSONValue) {
        call = row["call"]?.string ?? ""
        status = row["http_status"]?.int ?? -1
        let members = row["headers"]?.object?.members ?? []
        fields = HTTPFields(members.map { HTTPFields.Field(name: $0.key, value: $0.value.string ?? "") })
        body = row["body"] ?? .null
        action = row["action"]?.string ?? ""
    }

    /// The bytes of the answer: text bodies as they are.
    var bytes: [UInt8] { body.string.map { Array($0.utf8) } ?? body.bytes() }

    /// The answer, as the client would have given it.
    var answer: ProviderAnswer { ProviderAnswer(status: status, fields: fields, body: bytes, unixSeconds: 0) }

    /// For rows without an answer: what the client would have said.
    var transportFailure: HTTPClientError? {
        guard status == 0 else { return nil }
        return body.string == "connection refused" ? .connectFailed("refused") : .timedOut(.whole, .maybe)
    }

    /// The table's word as one of `OutcomeWord`: a limit and a wait are both "later".
    var expected: String {
        switch action {
        case "retry", "wait_then_retry": "later"
        case "ask_person": "unknown"
        default: action
        }
    }
}

/// Outcomes in the words of the table.
enum OutcomeWord {
    static func of(_ outcome: SubmitOutcome) -> String {
        switch outcome {
        case .accepted, .done: "ok"
        case .later: "later"
        case .without: "drop_param_once"
        case .failed(let error, let resubmit): word(error, resubmit)
        }
    }

    static func of(_ outcome: LookOutcome) -> String {
        switch outcome {
        case .pending: "poll"
        case .done: "ok"
        case .again: "later"
        case .failed(let error, let resubmit): word(error, resubmit)
        }
    }

    /// A failure that allows a new attempt has a word of its own.
    private static func word(_ error: GenerationError, _ resubmit: Resubmit) -> String {
        if error.kind == .outcomeUnknown { return "unknown" }
        if resubmit == .allowed { return "resubmit_ok" }
        if case .later = error.retry { return "resubmit_ok" }
        return "fail"
    }
}
