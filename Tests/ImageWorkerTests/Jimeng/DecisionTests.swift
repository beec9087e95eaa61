import HTTPCore
import ImageWorkerCore
import JSON
import ProviderKit
import Testing

@testable import JimengProvider

struct DecisionTests {
    @Test func allRowsOfJimengAreThere() throws {
        #expect(try DecisionVector.of("jimeng").count == 25)
    }

    @Test(arguments: try DecisionVector.of("jimeng", "submit"))
    func decidesSubmitsAsTheTableSays(_ vector: DecisionVector) {
        let outcome = vector.transportFailure.map { TransportFailure.ofSubmit($0) } ?? submit(vector)
        #expect(OutcomeWord.of(outcome) == vector.expected)
    }

    @Test(arguments: try DecisionVector.of("jimeng", "result"))
    func decidesLooksAsTheTableSays(_ vector: DecisionVector) {
        #expect(OutcomeWord.of(JimengDecisions.look(JimengAnswer(vector.answer))) == vector.expected)
    }

    @Test func theTasksIDStaysText() throws {
        let body = #"{"code":10000,"data":{"task_id":"7392616336519610409"}}"#
        guard case .accepted(let task) = decide(submit: 200, body) else {
            Issue.record("not accepted")
            return
        }
        #expect(task.text == "7392616336519610409")
    }

    @Test func codeAndRequestIDOfTheProviderAreKept() throws {
        let body = #"{"code":50412,"data":null,"message":"Text Risk Not Pass","request_id":"R9"}"#
        guard case .failed(let error, .never) = decide(submit: 400, body) else {
            Issue.record("not failed")
            return
        }
        #expect(error.kind == .refused)
        #expect(error.billed == .no)
        #expect(error.providerCode == "50412")
        #expect(error.providerRequestID == "R9")
    }

    @Test(arguments: [
        #"{"code":10000,"data":{"status":"done","binary_data_base64":["aGk="],"image_urls":null}}"#,
        #"{"code":10000,"data":{"status":"done","binary_data_base64":["aGk="],"image_urls":[]}}"#,
        #"{"code":10000,"data":{"status":"done","binary_data_base64":"aGk="}}"#,
    ])
    func aPictureInTheAnswerIsDecoded(_ body: String) throws {
        guard case .done(let finished) = JimengDecisions.look(answer(200, Array(body.utf8))),
            case .bytes(let bytes) = finished.source
        else {
            Issue.record("no picture")
            return
        }
        #expect(String(decoding: bytes, as: UTF8.self) == "hi")
    }

    @Test func escapedSlashesInBase64DoNoHarm() throws {
        let body = #"{"code":10000,"data":{"status":"done","binary_data_base64":["\/\/\/\/"]}}"#
        guard case .done(let finished) = JimengDecisions.look(answer(200, Array(body.utf8))),
            case .bytes(let bytes) = finished.source
        else {
            Issue.record("no picture")
            return
        }
        #expect(bytes == [0xFF, 0xFF, 0xFF])
    }

    @Test func brokenBase64OfADoneTaskIsAFailureThatWasPaid() throws {
        let body = #"{"code":10000,"data":{"status":"done","binary_data_base64":["!!!"]}}"#
        guard case .failed(let error, .never) = JimengDecisions.look(answer(200, Array(body.utf8))) else {
            Issue.record("not failed")
            return
        }
        #expect(error.billed == .yes)
    }

    @Test(arguments: [
        (503, #"overloaded"#, "later"), (429, "", "later"), (408, "", "unknown"), (200, "{}", "unknown"),
        (200, #"{"code":10000,"data":{}}"#, "unknown"), (200, "", "unknown"), (404, "nope", "fail"),
        (500, "oops", "unknown"), (504, "", "unknown"),
    ])
    func anAnswerOutsideTheTableIsTakenCarefully(_ status: Int, _ body: String, _ expected: String) {
        #expect(OutcomeWord.of(decide(submit: status, body)) == expected)
    }

    @Test func retryAfterOfALimitIsTaken() throws {
        let answer = JimengAnswer(
            ProviderAnswer(status: 429, fields: ["Retry-After": "7"], body: Array("{}".utf8), unixSeconds: 0))
        guard case .later(let error) = JimengDecisions.submit(answer) else {
            Issue.record("not later")
            return
        }
        #expect(error.retry == .later(after: .seconds(7)))
    }

    private func answer(_ status: Int, _ body: [UInt8]) -> JimengAnswer {
        JimengAnswer(ProviderAnswer(status: status, fields: [:], body: body, unixSeconds: 0))
    }

    private func submit(_ vector: DecisionVector) -> SubmitOutcome {
        JimengDecisions.submit(JimengAnswer(vector.answer))
    }

    private func decide(submit status: Int, _ body: String) -> SubmitOutcome {
        JimengDecisions.submit(answer(status, Array(body.utf8)))
    }
}
