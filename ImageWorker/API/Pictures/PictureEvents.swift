import HTTPCore
import HTTPServer
import ImageWorkerCore
import JSON
import Lifecycle
import Models
import Signing

/// The answer `text/event-stream`: `progress` of the state `submitting`, with the task's id, the moment the request
/// leaves, and of the state `waiting` when it certainly cost nothing; `submitted` the moment the provider has accepted;
/// `progress` of each look; then `image`, which names where the bytes are, or `error`.
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
        case .submitting(let provider, let taskID):
            try await progress(0, WorkerAttemptState.submitting.rawValue, writer, provider, taskID)
            return false
        case .waiting:
            try await progress(0, WorkerAttemptState.waiting.rawValue, writer)
            return false
        case .submitted(let provider, let task):
            try await writer.send("submitted", data: submitted(provider, task).bytes())
            return false
        case .progress(let polls, let state):
            try await progress(polls, state, writer)
            return false
        case .partial(let index, let picture):
            try await writer.send("partial", data: await partial(index, picture).bytes())
            return false
        case .finished(let outcome):
            try await finish(outcome, writer)
            return true
        }
    }

    /// With a provider and our id of the task: from here on the picture may have been charged.
    private func progress(
        _ polls: Int, _ state: String, _ writer: EventWriter, _ provider: ProviderID? = nil, _ taskID: String? = nil
    ) async throws {
        var progress: JSONObject = ["polls": .int(polls), "state": .string(state)]
        progress["provider"] = provider.map { .string($0.name) }
        progress["taskId"] = taskID.map { .string($0) }
        try await writer.send("progress", data: JSONValue.object(progress).bytes())
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
