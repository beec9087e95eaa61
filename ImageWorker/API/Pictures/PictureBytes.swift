import HTTPCore
import HTTPServer
import ImageWorkerCore
import Models

/// The answer `image/*`: the bytes as they are, the facts in fields.
struct PictureBytes: Sendable {
    let outcome: AttemptOutcome
    let generated: Generated
    let attempts: Attempts

    func response() -> ServerResponse {
        var fields: HTTPFields = [
            "Content-Type": generated.picture.type.mediaType, "ETag": "\"\(outcome.id)\"",
            WorkerWire.attemptID: outcome.id.text,
        ]
        fields[WorkerWire.taskID] = outcome.taskID
        fields[WorkerWire.providerTaskID] = outcome.providerTaskID?.text
        fields[WorkerWire.provider] = outcome.provider?.id.name
        fields[WorkerWire.cost] = generated.costMicroUSD.map(String.init)
        if !outcome.tried.isEmpty {
            let tried = outcome.tried.map { "\($0.provider) \($0.kind.errorCode.rawValue)" }
            fields[WorkerWire.tried] = tried.joined(separator: ", ")
        }
        if !generated.warnings.isEmpty {
            fields[WorkerWire.warnings] = generated.warnings.map(\.word).joined(separator: ", ")
        }
        let picture = generated.picture
        return ServerResponse(
            fields: fields,
            body: .stream(length: picture.bytes.count) { writer in
                try await attempts.delivering(outcome) {
                    try await writer.write(picture.bytes)
                    // Suspends until the client has taken nearly all: one that leaves before has not got its picture.
                    try await writer.write([])
                }
            })
    }
}

extension Attempts {
    /// Runs `deliver`; a picture that did not arrive whole is kept, for it may have cost money.
    func delivering(_ outcome: AttemptOutcome, _ deliver: @Sendable () async throws -> Void) async throws {
        do {
            try await deliver()
            await delivered(outcome.id)
        } catch {
            await keep(outcome)
            throw error
        }
    }
}
