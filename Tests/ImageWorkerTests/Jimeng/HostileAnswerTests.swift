import HTTPCore
import ImageWorkerCore
import JSON
import ProviderKit
import TestSupport
import Testing

@testable import JimengProvider

/// What a provider says is outside text: bounded, without control characters, and never with our keys.
struct HostileAnswerTests {
    private func answer(_ body: JSONValue, status: Int = 200, without secrets: [String] = []) -> JimengAnswer {
        JimengAnswer(
            ProviderAnswer(status: status, fields: [:], body: body.bytes(), unixSeconds: 0), without: secrets)
    }

    @Test func aMessageThatRepeatsAKeyIsNotPassedOn() {
        let said: JSONValue = [
            "ResponseMetadata": [
                "RequestId": "R", "Error": ["Code": "SignatureDoesNotMatch", "Message": "Credential=AKLTsecret/2026"],
            ]
        ]
        guard
            case .failed(let error, _) = JimengDecisions.submit(
                answer(said, status: 401, without: ["AKLTsecret", "sk"]))
        else {
            Issue.record("not refused")
            return
        }
        #expect(error.providerCode == "SignatureDoesNotMatch")
        #expect(error.text?.chinese.contains("AKLTsecret") == false)
    }

    @Test func aMessageIsCutOffAndOneLine() {
        let said: JSONValue = ["code": 50412, "message": .string("a\r\nb" + String(repeating: "x", count: 100_000))]
        guard case .failed(let error, _) = JimengDecisions.submit(answer(said, status: 400)) else {
            Issue.record("not refused")
            return
        }
        #expect(error.text?.chinese.utf8.count == 300)
        #expect(error.text?.chinese.hasPrefix("abx") == true)
    }

    @Test(arguments: ["", " ", "1\r\nX-Injected: 1", "ü", String(repeating: "1", count: 257)])
    func aTaskIDThatNamesNothingIsAnUnknownOutcome(_ id: String) {
        let said: JSONValue = ["code": 10000, "data": ["task_id": .string(id)]]
        guard case .failed(let error, .never) = JimengDecisions.submit(answer(said)) else {
            Issue.record("accepted")
            return
        }
        #expect(error.kind == .outcomeUnknown)
    }

    @Test(arguments: ["a b", "1\r\nX-Injected: 1", "ü", String(repeating: "1", count: 257)])
    func aResumeOfSuchATaskIsRefused(_ id: String) async throws {
        try await withWorker { worker in
            let resume: JSONValue = ["resume": ["provider": "jimeng", "providerTaskId": .string(id)]]
            let answer = try await worker.order(resume)
            #expect(answer.status == 400)
        }
    }
}
