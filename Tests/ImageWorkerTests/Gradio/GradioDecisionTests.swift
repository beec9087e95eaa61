import HTTPCore
import ImageWorkerCore
import JSON
import ProviderKit
import TestSupport
import Testing

@testable import GradioProvider

/// What an app's answers mean (providers page 05).
struct GradioDecisionTests {
    private struct Row: CustomTestStringConvertible {
        let status: Int
        let body: JSONValue
        let action: String
        var testDescription: String { "\(status) \(action) \(body.text.prefix(60))" }
    }

    private static func rows() throws -> [Row] {
        let cases = try Fixture.json("providers/response_decisions.json")["cases"]?.array ?? []
        return cases.filter { $0["provider"] == "gradio" }.map {
            Row(status: $0["http_status"]?.int ?? 0, body: $0["body"] ?? .null, action: $0["action"]?.string ?? "")
        }
    }

    private func submit(_ status: Int, _ body: String) -> SubmitOutcome {
        GradioDecisions.submit(
            ProviderAnswer(status: status, fields: [:], body: Array(body.utf8), unixSeconds: 0), without: ["hf_x"])
    }

    @Test func theTableHasRowsForGradio() throws { #expect(try Self.rows().count == 4) }

    @Test(arguments: try rows())
    private func theTableHolds(_ row: Row) {
        let action =
            switch submit(row.status, row.body.text) {
            case .accepted, .done: "ok"
            case .later: "retry"
            case .without: "drop_param_once"
            case .failed(let error, _): error.kind == .outcomeUnknown ? "ask_person" : "fail"
            }
        #expect(action == row.action)
    }

    @Test(arguments: [(502, "bad gateway"), (504, ""), (408, "")])
    func whatMayHaveStartedIsUnknown(_ status: Int, _ body: String) {
        guard case .failed(let error, .never) = submit(status, body) else {
            Issue.record("not failed")
            return
        }
        #expect(error.kind == .outcomeUnknown)
        #expect(error.billed == .unknown)
    }

    @Test(arguments: [
        #"{"event_id":""}"#, #"{"event_id":7}"#, #"{"event_id":"a b"}"#, #"{}"#, "[]", "null", "",
        #"{"event_id":"../../config\n"}"#,
    ])
    func anAnswerWithoutAnEventIsNone(_ body: String) {
        guard case .failed(let error, .never) = submit(200, body) else {
            Issue.record("taken")
            return
        }
        #expect(error.billed == .no)
    }

    @Test func aTracebackIsNotShown() {
        guard case .failed(let error, .never) = submit(500, "Traceback (most recent call last): secret") else {
            Issue.record("not failed")
            return
        }
        #expect(error.text == nil)
    }

    /// The recorded shapes of the `error` event's data.
    @Test(
        arguments: [
            ("null", nil), (#"{"error":null}"#, nil), (#"{"error":"a word"}"#, "a word"), (#""a word""#, "a word"),
            (#"{"error":"hf_x is bad"}"#, "•••"), ("7", nil), ("[]", nil),
        ] as [(String, String?)])
    func anErrorHasThreeShapes(_ data: String, _ told: String?) throws {
        let error = GradioDecisions.failed(try JSONValue.parse(Array(data.utf8)), without: ["hf_x"])
        #expect(error.kind == .provider)
        #expect(error.billed == .no)
        if let told { #expect(error.text?.english == told) } else { #expect(error.text?.english.isEmpty == false) }
    }

    @Test func aQuotaSaysWhenItIsOver() {
        let said = "You have exceeded your GPU quota (60s requested vs. 0s left). Try again in 1:02:03"
        let error = GradioDecisions.failed(.string(said), without: [])
        #expect(error.kind == .rateLimited)
        #expect(error.retry == .later(after: .seconds(3723)))
    }

    @Test(arguments: ["Try again in 1:2", "Try again in", "", "Try again in 99999999:1:1", "Try again in ::"])
    func aQuotaWithoutATimeSaysNone(_ text: String) { #expect(GradioQuota.wait(in: text) == nil) }

    @Test func anEventThatTheAppDoesNotKnowMayHaveBeenTaken() {
        #expect(GradioDecisions.failed("404: Not Found", without: []).billed == .unknown)
    }
}
