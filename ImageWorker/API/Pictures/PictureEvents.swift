import HTTPCore
import HTTPServer
import ImageWorkerCore
import JSON
import Lifecycle
import Models
import Signing

/// The answer `text/event-stream`: `submitted` the moment the provider has accepted, `progress`, then `image`, which
/// names where the bytes are, or `error`.
struct PictureEvents: Sendable {
    let watch: AttemptWatch
    let attempts: Attempts
    let time: any TimeSource
    let requestID: String
    let language: Language

    func response() -> ServerResponse {
        .eventStream { writer in
            for await event in watch.events {
                if try await send(event, to: writer) { return }
            }
            try await fail(FailedCall(interrupted: watch.record(at: time.unixSeconds)), writer)
        }
    }

    /// True after the last event.
    private func send(_ event: AttemptEvent, to writer: EventWriter) async throws -> Bool {
        switch event {
        case .submitted(let provider, let task):
            try await writer.send("submitted", data: submitted(provider, task).bytes())
            return false
        case .progress(let polls, let state):
            let progress: JSONValue = ["polls": .int(polls), "state": .string(state)]
            try await writer.send("progress", data: progress.bytes())
            return false
        case .partial(let index, let picture):
            try await writer.send("partial", data: await partial(index, picture).bytes())
            return false
        case .finished(let outcome):
            try await finish(outcome, writer)
            return true
        }
    }

    /// The one picture that is an event's text: nobody keeps it, so there is no address to name.
    private func partial(_ index: Int, _ picture: Picture) async -> JSONValue {
        let text = await withTaskExecutorPreference(globalConcurrentExecutor) { Base64.encode(picture.bytes) }
        return [
            "index": .int(index), "type": .string(picture.type.mediaType),
            "b64": .string(String(decoding: text, as: UTF8.self)),
        ]
    }

    private func submitted(_ provider: ProviderID, _ task: ProviderTaskID) -> JSONValue {
        var event: JSONObject = ["provider": .string(provider.name), "providerTaskId": .string(task.text)]
        event["taskId"] = watch.record(at: time.unixSeconds).taskID.map { .string($0) }
        return .object(event)
    }

    private func finish(_ outcome: AttemptOutcome, _ writer: EventWriter) async throws {
        switch outcome.result {
        case .failure(let error): try await fail(FailedCall(error, outcome), writer)
        case .success(let generated):
            // The event names an address: a picture that could not be put there has its task named instead.
            guard await attempts.holds(outcome) else {
                return try await fail(FailedCall(notKept: outcome), writer)
            }
            try await writer.send("image", data: await image(outcome, generated.picture).bytes())
        }
    }

    private func image(_ outcome: AttemptOutcome, _ picture: Picture) async -> JSONValue {
        var event = OutcomeFacts(outcome, language).members
        event["type"] = .string(picture.type.mediaType)
        event["bytes"] = .int(picture.bytes.count)
        event["width"] = .int(picture.width)
        event["height"] = .int(picture.height)
        event["sha256"] = .string(await PictureHash.of(picture))
        event["url"] = .string(WorkerWire.picturePath(outcome.id.text))
        return .object(event)
    }

    private func fail(_ failure: FailedCall, _ writer: EventWriter) async throws {
        try await writer.send("error", data: failure.body(requestID: requestID, language: language))
    }
}

/// The SHA-256 of a picture, off the loop where it takes long.
enum PictureHash {
    /// Bytes that are hashed in less than half a millisecond.
    private static let small = 256 << 10

    static func of(_ picture: Picture) async -> String {
        guard picture.bytes.count > small else { return Hex.text(Digest.sha256(picture.bytes)) }
        return await withTaskExecutorPreference(globalConcurrentExecutor) { Hex.text(Digest.sha256(picture.bytes)) }
    }
}
