import Decisions
import GatewayCore
import JSON
import TestSupport
import Testing

@testable import GatewayAdapters

/// The language models' rows of the table of answers and what to do about them.
struct ModelDecisionTests {
    private struct Row: CustomTestStringConvertible {
        let status: Int
        let retryAfter: Duration?
        let body: JSONValue
        let action: String
        var testDescription: String { "\(status) \(action) \(body.text.prefix(70))" }
    }

    private static func rows() throws -> [Row] {
        let cases = try Fixture.json("providers/response_decisions.json")["cases"]?.array ?? []
        return cases.filter { ["deepseek", "anthropic"].contains($0["provider"]?.string) }.map {
            Row(
                status: $0["http_status"]?.int ?? 0,
                retryAfter: $0["headers"]?["retry-after"]?.string.flatMap { Int($0) }.map { .seconds($0) },
                body: $0["body"] ?? .null, action: $0["action"]?.string ?? "")
        }
    }

    @Test func theTableHasRowsForThem() throws { #expect(try Self.rows().count == 11) }

    @Test(arguments: try rows())
    private func theTableHolds(_ row: Row) {
        let decision =
            row.status == 200
            ? Self.answer(row.body).decision
            : ModelDecisions.decide(
                status: row.status, fault: ModelDecisions.fault(row.body), retryAfter: row.retryAfter)
        #expect(Self.action(decision) == row.action)
    }

    /// What the reader makes of a chat's answer.
    private static func answer(_ body: JSONValue) -> ModelAnswer {
        let choice = body["choices"]?[0]
        return ModelAnswer(
            text: choice?["message"]?["content"]?.string ?? "", isCutOff: choice?["finish_reason"] == "length")
    }

    private static func action(_ decision: Decision) -> String {
        switch decision {
        case .retry(.told): "wait_then_retry"
        case .retry: "retry"
        case .failed: "fail"
        case .done: "ok"
        case .poll, .retryWithout, .refused, .expired, .unknown: "\(decision)"
        }
    }
}
