import Decisions
import HTTPCore
import ImageWorkerCore
import JSON
import ProviderKit
import TestSupport
import Testing

@testable import ArkProvider
@testable import OpenAIProvider

/// Streams of pictures, cut at every position.
struct ImagesStreamTests {
    /// What was read of a stream.
    private struct Reading: Equatable {
        var partials: [[UInt8]] = []
        var picture: String?
        var pictures = 0
        var failures = 0
        var isComplete = false
    }

    @Test func thePictureIsTheCompletedOneWhereverTheStreamIsCut() throws {
        let whole = try vector("openai_images_partial")
        for cut in 0...whole.count {
            let reading = try read([Array(whole[..<cut]), Array(whole[cut...])])
            #expect(reading.partials == [[0, 0, 0]])
            #expect(reading.picture?.hasPrefix("bytes 70") == true)
            #expect(reading.pictures == 1 && reading.isComplete)
        }
        #expect(try read(whole.map { [$0] }).pictures == 1)
    }

    @Test func aFailedItemOfAGroupIsSkippedWhereverTheStreamIsCut() throws {
        let whole = try vector("ark_group_partial_failed")
        let expected = Reading(
            picture: "https://example.invalid/0.jpeg", pictures: 2, failures: 1, isComplete: true)
        for cut in 0...whole.count {
            #expect(try read([Array(whole[..<cut]), Array(whole[cut...])]) == expected)
        }
        #expect(try read(whole.map { [$0] }) == expected)
    }

    @Test func theFirstGoodPictureOfAGroupCountsThoughOneFailedBefore() throws {
        let failed = ServerSentEvent(
            event: "image_generation.partial_failed",
            data: #"{"type":"image_generation.partial_failed","image_index":0,"error":{"code":"c","message":"m"}}"#)
        let good = ServerSentEvent(
            event: "image_generation.partial_succeeded",
            data: #"{"type":"image_generation.partial_succeeded","image_index":1,"url":"https://a.invalid/1"}"#)
        var stream = ImagesStream(ArkDecisions.fault)
        for event in [failed, good] { _ = stream.take(event) }
        guard case .done(let finished) = decisions.submit(stream, [:]), case .url(let url) = finished.source else {
            Issue.record("no picture")
            return
        }
        #expect(url == "https://a.invalid/1")
    }

    @Test func aGroupOfFailuresOnlyIsRefusedAsItsFirstOneSays() {
        let failed = ServerSentEvent(
            event: "image_generation.partial_failed",
            data: #"{"error":{"code":"OutputImageSensitiveContentDetected","message":"m"}}"#)
        var stream = ImagesStream(ArkDecisions.fault)
        _ = stream.take(failed)
        _ = stream.take(ServerSentEvent(event: "image_generation.completed", data: #"{"usage":{}}"#))
        #expect(OutcomeWord.of(decisions.submit(stream, [:])) == "resubmit_ok")
    }

    /// A partial picture is never the picture.
    @Test func aStreamThatEndsBeforeItsPictureIsUnknown() throws {
        let whole = try vector("openai_images_partial")
        let text = String(decoding: whole, as: UTF8.self)
        let cut = try #require(text.firstRange(of: "event: image_generation.completed")?.lowerBound)
        var stream = ImagesStream(OpenAIDecisions.fault)
        for event in try events([Array(text[..<cut].utf8)]) { _ = stream.take(event) }
        #expect(stream.partials == 1)
        #expect(!stream.isComplete)
        #expect(OutcomeWord.of(decisions.submit(stream, [:])) == "unknown")
    }

    @Test(arguments: [
        (false, GenerationError.Billed.no), (true, .unknown),
    ])
    func aRefusalInTheMiddleMayHaveBeenCharged(_ hasBegun: Bool, _ billed: GenerationError.Billed) {
        var stream = ImagesStream(OpenAIDecisions.fault)
        if hasBegun {
            _ = stream.take(
                ServerSentEvent(
                    event: "image_edit.partial_image", data: #"{"b64_json":"AAAA","partial_image_index":0}"#))
        }
        let refusal = ServerSentEvent(
            event: "error", data: #"{"type":"error","error":{"code":"moderation_blocked","message":"no"}}"#)
        guard case .end = stream.take(refusal), case .failed(let error, .never) = decisions.submit(stream, [:]) else {
            Issue.record("not failed")
            return
        }
        #expect(error.kind == .refused)
        #expect(error.billed == billed)
    }

    /// Neither is sent again, nor another provider asked.
    @Test(arguments: [false, true], ["server_error", "rate_limit_exceeded"])
    func anErrorInAStreamMayHaveBeenCharged(_ hasBegun: Bool, _ code: String) {
        var stream = ImagesStream(OpenAIDecisions.fault)
        if hasBegun {
            _ = stream.take(
                ServerSentEvent(
                    event: "image_edit.partial_image", data: #"{"b64_json":"AAAA","partial_image_index":0}"#))
        }
        let failure = ServerSentEvent(
            event: "error", data: #"{"type":"error","error":{"code":"\#(code)","message":"no"}}"#)
        _ = stream.take(failure)
        let outcome = OpenAIDecisions.decisions(secrets: []).submit(stream, [:])
        guard case .failed(let error, .never) = outcome else {
            Issue.record("not failed: \(outcome)")
            return
        }
        #expect(error.kind == .provider)
        #expect(error.billed == .unknown)
        #expect(error.retry == .never)
    }

    @Test func aLimitAfterAPartialPictureIsNotSentAgain() {
        var stream = ImagesStream(OpenAIDecisions.fault)
        _ = stream.take(
            ServerSentEvent(event: "image_edit.partial_image", data: #"{"b64_json":"AAAA","partial_image_index":0}"#))
        _ = stream.take(ServerSentEvent(event: "error", data: #"{"error":{"code":"busy","message":"no"}}"#))
        let table = DecisionTable([.said("busy", is: .retry)])
        let outcome = ImagesDecisions(table, secrets: []).submit(stream, [:])
        guard case .failed(let error, .never) = outcome else {
            Issue.record("not failed: \(outcome)")
            return
        }
        #expect(error.billed == .unknown)
    }

    @Test(arguments: ["[DONE]", "", "{}", #"{"type":7}"#, "{\"type\":\"ping\"}", "nonsense"])
    func otherEventsMeanNothing(_ data: String) {
        var stream = ImagesStream(OpenAIDecisions.fault)
        guard case .goOn = stream.take(ServerSentEvent(data: data)) else {
            Issue.record("it meant something")
            return
        }
        #expect(stream.answer.pictures == 0 && !stream.isComplete)
    }

    /// What both tables say of what streams hold.
    private let decisions = ImagesDecisions(
        DecisionTable(
            ArkDecisions.refusals + [.said("moderation_blocked", is: .refused(.final)), .status(200, .failed)]),
        secrets: [])

    private func vector(_ name: String) throws -> [UInt8] {
        let streams = try Fixture.json("sse_streams.json")["streams"]?.array ?? []
        let text = streams.first { $0["name"]?.string == name }?["text"]?.string
        return Array(try #require(text).utf8)
    }

    private func events(_ pieces: [[UInt8]]) throws -> [ServerSentEvent] {
        var parser = SSEParser()
        var events: [ServerSentEvent] = []
        for piece in pieces {
            parser.append(piece)
            while let event = try parser.next() { events.append(event) }
        }
        return events
    }

    private func read(_ pieces: [[UInt8]]) throws -> Reading {
        var stream = ImagesStream(OpenAIDecisions.fault)
        var reading = Reading()
        reading: for event in try events(pieces) {
            switch stream.take(event) {
            case .goOn: continue
            case .partial(_, let bytes): reading.partials.append(bytes)
            case .end: break reading
            }
        }
        switch stream.answer.picture {
        case .bytes(let bytes): reading.picture = "bytes \(bytes.count)"
        case .url(let url): reading.picture = url
        case nil: break
        }
        (reading.pictures, reading.failures) = (stream.answer.pictures, stream.answer.failures)
        reading.isComplete = stream.isComplete
        return reading
    }
}
