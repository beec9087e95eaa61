import Decisions
import HTTPCore
import ImageWorkerCore
import JSON
import ProviderKit
import Testing

@testable import ArkProvider
@testable import OpenAIProvider

/// The tables of OpenAI, xAI and Ark, row by row, and what no row says.
struct ImagesDecisionTests {
    private static let openAI = OpenAIDecisions.decisions(secrets: ["sk-secret"])
    private static let ark = ArkDecisions.decisions(secrets: ["sk-secret"])

    @Test func allRowsAreThere() throws {
        #expect(try DecisionVector.of("openai").count == 8)
        #expect(try DecisionVector.of("xai").count == 2)
        #expect(try DecisionVector.of("ark", "images").count == 9)
        #expect(try DecisionVector.of("ark", "video_get").count == 4)
        #expect(try DecisionVector.of("ark").count == 13)
    }

    @Test(arguments: try DecisionVector.of("openai") + DecisionVector.of("xai"))
    func decidesOpenAIsAnswersAsTheTableSays(_ vector: DecisionVector) {
        #expect(OutcomeWord.of(outcome(vector, Self.openAI)) == vector.expected)
    }

    @Test(arguments: try DecisionVector.of("ark", "images"))
    func decidesArksAnswersAsTheTableSays(_ vector: DecisionVector) {
        #expect(OutcomeWord.of(outcome(vector, Self.ark)) == vector.expected)
    }

    @Test(arguments: try DecisionVector.of("ark", "video_get"))
    func decidesLooksAtArksTasksAsTheTableSays(_ vector: DecisionVector) {
        let decision = ArkTaskDecisions.look(status: vector.status, body: vector.answer.json, retryAfter: nil)
        let expected: Decision =
            switch (vector.action, vector.body["status"]?.string) {
            case ("poll", _): .poll
            case ("ok", _): .done
            case ("resubmit_ok", "expired"): .expired
            default: .refused(.random)
            }
        #expect(decision == expected)
    }

    @Test(arguments: [
        (200, #"{"status":"queued"}"#, Decision.poll), (200, #"{"status":"cancelled"}"#, .failed),
        (200, #"{"status":"failed","error":{"code":"InternalServiceError","message":"x"}}"#, .failed),
        (200, #"{"status":"failed","error":{"code":"InputImageSensitiveContentDetected"}}"#, .refused(.final)),
        (200, "<html>", .unknown), (200, #"{"status":"paused"}"#, .unknown), (502, "", .retry(.backoff)),
        (404, #"{"error":{"code":"NotFound"}}"#, .failed), (429, "", .retry(.backoff)),
    ])
    func looksThatNoRowHas(_ status: Int, _ body: String, _ expected: Decision) {
        #expect(
            ArkTaskDecisions.look(status: status, body: try? JSONValue.parse(body), retryAfter: nil) == expected)
    }

    /// Where a gateway in front may have answered for a service that has accepted, nobody knows.
    @Test(arguments: [
        (500, "<html>", "unknown"), (502, #"{"error":{"message":"x","type":"server_error"}}"#, "unknown"),
        (504, "", "unknown"), (503, "", "later"), (429, "<html>", "later"), (408, "", "unknown"), (404, "", "fail"),
        (200, "", "unknown"), (200, "{}", "unknown"), (200, #"{"data":[]}"#, "unknown"),
        (200, #"{"data":[{"b64_json":"aGk"#, "unknown"), (200, "  <html>", "fail"), (302, "", "unknown"),
        (400, #"{"error":{"message":"x","code":"unknown_parameter","param":"prompt"}}"#, "fail"),
        (400, #"{"error":{"message":"x","code":"unknown_parameter","param":"input_fidelity"}}"#, "drop_param_once"),
        (400, #"{"error":{"message":"x","code":"unknown_parameter","param":null}}"#, "fail"),
        (400, #"{"error":{"message":"x","code":"invalid_value","param":"size"}}"#, "fail"),
        (400, #"{"code":"c","error":"Argument not supported: image"}"#, "fail"),
    ])
    func anAnswerOutsideTheTableIsTakenCarefully(_ status: Int, _ body: String, _ expected: String) {
        #expect(OutcomeWord.of(Self.openAI.submit(answer(status, body))) == expected)
    }

    @Test func theParameterThatXAINamesInItsTextIsTheOneToLeaveOut() {
        let body = #"{"code":"Client specified an invalid argument","error":"Argument not supported: size"}"#
        guard case .without(let parameter, let error) = Self.openAI.submit(answer(400, body)) else {
            Issue.record("not to be left out")
            return
        }
        #expect(parameter == "size")
        #expect(error.billed == .no)
    }

    @Test func aPageInsteadOfTheAPISaysWhatToCheck() {
        guard case .failed(let error, .never) = Self.openAI.submit(answer(200, "<!DOCTYPE html><html>")) else {
            Issue.record("not failed")
            return
        }
        #expect(error.text?.english.contains("/v1") == true)
        #expect(error.kind == .provider)
        // Another provider is not asked: the page may stand before a service that drew.
        #expect(error.billed == .unknown)
    }

    @Test(arguments: [(nil, GenerationError.Billed.unknown), (0, .no), (200_000_000, .yes)])
    func aPictureTakenAwayIsChargedAsTheAnswerSays(_ ticks: Int?, _ billed: GenerationError.Billed) {
        let usage = ticks.map { #","usage":{"cost_in_usd_ticks":\#($0)}"# } ?? ""
        let body = #"{"data":[{"url":"","respect_moderation":false}]\#(usage)}"#
        guard case .failed(let error, .never) = Self.openAI.submit(answer(200, body)) else {
            Issue.record("not failed")
            return
        }
        #expect(error.kind == .refused)
        #expect(error.billed == billed)
    }

    @Test func theServicesWordsAreKeptAndTheKeyIsNot() {
        let body = #"{"error":{"message":"bad key sk-secret","code":"invalid_api_key","type":"t"}}"#
        guard
            case .failed(let error, _) = Self.openAI.submit(
                ProviderAnswer(
                    status: 401, fields: ["x-request-id": "req_7"], body: Array(body.utf8), unixSeconds: 0))
        else {
            Issue.record("not failed")
            return
        }
        #expect(error.providerCode == "invalid_api_key")
        #expect(error.providerRequestID == "req_7")
        #expect(error.text?.english.contains("sk-secret") == false)
    }

    @Test func arksRequestIDStandsInItsMessage() {
        let body = #"{"error":{"code":"ModelNotOpen","message":"No such model. Request id: 0217-ab"}}"#
        guard case .failed(let error, _) = Self.ark.submit(answer(404, body)) else {
            Issue.record("not failed")
            return
        }
        #expect(error.providerRequestID == "0217-ab")
    }

    @Test(arguments: ["OutputImageRiskDetection", "OutputTextSensitiveContentDetected.PolicyViolation"])
    func anOutputThatArkRefusesIsAnotherDrawTheNextTime(_ code: String) {
        let body = #"{"error":{"code":"\#(code)","message":"x"}}"#
        #expect(OutcomeWord.of(Self.ark.submit(answer(400, body))) == "resubmit_ok")
    }

    @Test(arguments: ["InputImageRiskDetection", "InputImageSensitiveContentDetected.PrivacyInformation"])
    func anInputThatArkRefusesStaysRefused(_ code: String) {
        let body = #"{"error":{"code":"\#(code)","message":"x"}}"#
        #expect(OutcomeWord.of(Self.ark.submit(answer(400, body))) == "fail")
    }

    private func outcome(_ vector: DecisionVector, _ decisions: ImagesDecisions) -> SubmitOutcome {
        vector.transportFailure.map { TransportFailure.ofSubmit($0) } ?? decisions.submit(vector.answer)
    }

    private func answer(_ status: Int, _ body: String) -> ProviderAnswer {
        ProviderAnswer(status: status, fields: [:], body: Array(body.utf8), unixSeconds: 0)
    }
}
