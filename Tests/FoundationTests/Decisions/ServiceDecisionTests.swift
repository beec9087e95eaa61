import Decisions
import JSON
import TestSupport
import Testing

/// The rows of the table of answers that no image provider and no language model has, and the table's own rules.
struct ServiceDecisionTests {
    private struct Row: CustomTestStringConvertible {
        let status: Int
        let body: JSONValue
        let action: String
        var testDescription: String { "\(status) \(action) \(body.text.prefix(70))" }
    }

    private static func cases() throws -> [JSONValue] {
        try Fixture.json("providers/response_decisions.json")["cases"]?.array ?? []
    }

    private static func rows(_ provider: String) throws -> [Row] {
        try cases().filter { $0["provider"]?.string == provider }.map {
            Row(status: $0["http_status"]?.int ?? 0, body: $0["body"] ?? .null, action: $0["action"]?.string ?? "")
        }
    }

    private static func action(_ decision: Decision) -> String {
        switch decision {
        case .done: "ok"
        case .poll: "poll"
        case .retry(.backoff), .retry(.slot): "retry"
        case .retry(.told): "wait_then_retry"
        case .retryWithout: "drop_param_once"
        case .refused(.random), .expired: "resubmit_ok"
        case .refused(.final), .failed: "fail"
        case .unknown: "ask_person"
        }
    }

    /// Every row is tested by somebody: the tests of these services and of those in the other targets read all 75.
    @Test func theTableHasTheRowsThatTheTestsKnow() throws {
        let known: [String: Int] = [
            "jimeng": 25, "ark": 13, "openrouter": 7, "openai": 8, "xai": 2, "deepseek": 5, "anthropic": 6,
            "gradio": 4, "volc_tts": 3, "s3": 2,
        ]
        let found = Dictionary(grouping: try Self.cases()) { $0["provider"]?.string ?? "" }.mapValues(\.count)
        #expect(found == known)
        #expect(try Self.cases().count == 75)
    }

    @Test(arguments: try rows("s3"))
    private func objectStores(_ row: Row) {
        let body = Array((row.body.string ?? "").utf8)
        #expect(Self.action(S3Decisions.decide(status: row.status, body: body, retryAfter: nil)) == row.action)
    }

    @Test(arguments: try rows("volc_tts"))
    private func speech(_ row: Row) {
        #expect(Self.action(VolcengineSpeechDecisions.decide(line: row.body)) == row.action)
    }

    @Test(arguments: ["", "<Error>", "<Error><Code>Slow", "<Code></Code>", "</Code><Code>"])
    func brokenXMLNamesNoCode(_ text: String) {
        #expect((S3Decisions.fault(Array(text.utf8)).code ?? "").isEmpty)
    }

    @Test(
        arguments: [
            (200, nil, "ask_person"), (400, nil, "fail"), (408, nil, "ask_person"), (429, nil, "retry"),
            (429, Duration.seconds(3), "wait_then_retry"), (500, nil, "ask_person"), (502, nil, "ask_person"),
            (503, nil, "retry"), (504, nil, "ask_person"), (0, nil, "ask_person"), (302, nil, "ask_person"),
        ] as [(Int, Duration?, String)])
    func withoutRowsOfItsOwnAServiceIsTakenCarefully(_ status: Int, _ after: Duration?, _ action: String) {
        #expect(Self.action(DecisionTable([]).decide(status: status, fault: nil, retryAfter: after)) == action)
    }

    @Test func aWordMayStandForItsBeginningOrItsEnd() {
        let table = DecisionTable([.said("Input*", "*Risk", is: .refused(.final)), .said("exact", is: .expired)])
        func decide(_ code: String) -> Decision {
            table.decide(status: 400, fault: ServiceFault(code: code), retryAfter: nil)
        }
        #expect(decide("InputText") == .refused(.final))
        #expect(decide("SomeRisk") == .refused(.final))
        #expect(decide("exact") == .expired)
        #expect(decide("exactly") == .failed)
        #expect(decide("Risky") == .failed)
    }
}
