import Decisions
import HTTPCore
import ImageWorkerCore
import JSON
import ProviderKit
import TestSupport
import Testing

/// Pictures in answers, whole and streamed, in every form that services write them.
struct ImagesAnswerTests {
    private static let decisions = ImagesDecisions(DecisionTable([.status(200, .failed)]), secrets: [])

    @Test(arguments: [
        #"{"data":[{"b64_json":"aGk="}]}"#, #"{"data":[{"b64_json":"aGk"}]}"#,
        #"{"created":1,"data":[{"revised_prompt":"r","b64_json":"data:image/png;base64,aGk="}]}"#,
        #"{"data":[{"b64_json":"DATA:image/png;charset=x;base64,aGk="}]}"#, #"{"data":[{"b64_json":"a\nGk=\r\n"}]}"#,
        #"{"data":[{"url":null,"b64_json":"aGk="}]}"#, #"{"data":[{"url":"","b64_json":"aGk="}]}"#,
        #"{"data":[{"b64_json":"","url":"data:image/png;base64,aGk="}]}"#, #"{"data":[{"b64_json":"\u0061Gk="}]}"#,
        #"{"data":[{"error":{"code":"c","message":"m"}},{"b64_json":"aGk="},{"b64_json":"AAAA"}]}"#,
        #"{"error":null,"data":[{"b64_json":"!"},{"b64_json":"aGk="}]}"#,
    ])
    func bytesAreFound(_ body: String) {
        #expect(bytes(submit(body)) == Array("hi".utf8))
    }

    @Test func anAddressIsFound() {
        let body = #"{"data":[{"b64_json":null,"url":"https:\/\/example.invalid\/a.png"}]}"#
        guard case .done(let finished) = submit(body), case .url(let url) = finished.source else {
            Issue.record("no address")
            return
        }
        #expect(url == "https://example.invalid/a.png")
        #expect(finished.costMicroUSD == nil)
    }

    /// It has been paid for, and nobody can read it.
    @Test(arguments: [
        "!!!!", "data:image/png,hi", "data:image/png;base64", "data:image/png;base64,", "ftp://example.invalid/a",
    ])
    func aTextThatIsNoPictureIsAFailureThatWasPaid(_ text: String) {
        for name in ["b64_json", "url"] {
            guard case .failed(let error, .never) = submit(#"{"data":[{"\#(name)":"\#(text)"}]}"#) else {
                Issue.record("not failed: \(name)")
                continue
            }
            #expect(error.billed == .yes)
        }
    }

    @Test(arguments: [(0, 0), (400_000_000, 40_000), (4_999, 0), (5_000, 1), (9_999, 1)])
    func ticksAreCounted(_ ticks: Int, _ microUSD: Int) {
        let body = #"{"data":[{"b64_json":"aGk="}],"usage":{"cost_in_usd_ticks":\#(ticks)}}"#
        guard case .done(let finished) = submit(body) else {
            Issue.record("not done")
            return
        }
        #expect(finished.costMicroUSD == microUSD)
    }

    @Test(arguments: ["-1", "1e300", "\"5\"", "null", "9223372036854775807"])
    func ticksThatAreNoPriceAreNone(_ ticks: String) {
        let body = #"{"data":[{"b64_json":"aGk="}],"usage":{"cost_in_usd_ticks":\#(ticks)}}"#
        guard case .done(let finished) = submit(body) else {
            Issue.record("not done")
            return
        }
        #expect(finished.costMicroUSD == nil)
    }

    @Test func aPictureOfMegabytesIsDecoded() {
        let picture = ScriptedPicture.png(bytes: 3 << 20)
        let body = Array(#"{"data":[{"b64_json":""#.utf8) + Base64.encode(picture) + Array(#""}]}"#.utf8)
        let answer = ProviderAnswer(status: 200, fields: [:], body: body, unixSeconds: 0)
        #expect(bytes(Self.decisions.submit(answer)) == picture)
    }

    @Test func onlySoManyItemsAreLookedAt() {
        let items = Array(repeating: #"{"error":{"code":"c","message":"m"}}"#, count: 1000).joined(separator: ",")
        let answer = ImagesAnswer(Array(#"{"data":[\#(items)]}"#.utf8)) { ServiceFault(openAI: $0) }
        #expect(answer.failures == 64)
    }

    @Test func millionsOfItemsAreNoAnswer() {
        let body = #"{"data":["# + String(repeating: "{},", count: 1 << 20) + "{}]}"
        guard case .failed(let error, .never) = submit(body) else {
            Issue.record("not failed")
            return
        }
        #expect(error.kind == .outcomeUnknown)
    }

    @Test func aDataURLIsWrittenInLowerCase() {
        let picture = Picture(bytes: Array("hi".utf8), type: .jpeg, width: 1, height: 1)
        #expect(PictureText.dataURL(picture) == "data:image/jpeg;base64,aGk=")
        #expect(PictureText.decode(dataURL: PictureText.dataURL(picture)) == picture.bytes)
        #expect(PictureText.decode(dataURL: "aGk=") == nil)
    }

    private func submit(_ body: String) -> SubmitOutcome {
        Self.decisions.submit(ProviderAnswer(status: 200, fields: [:], body: Array(body.utf8), unixSeconds: 0))
    }

    private func bytes(_ outcome: SubmitOutcome) -> [UInt8]? {
        guard case .done(let finished) = outcome, case .bytes(let bytes) = finished.source else { return nil }
        return bytes
    }
}
