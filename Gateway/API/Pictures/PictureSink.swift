import GatewayCore
import HTTPServer
import JSON
import Locks

/// Writes a picture's bytes as base64 between the two halves of its envelope, piece by piece.
struct PictureSink: Sendable {
    private struct State: Sendable {
        var encoder = Base64Encoder()
        var hasStarted = false
    }

    // Pieces come one after another; the lock only lets the compiler be sure of it.
    private let state = Locked(State())
    private let envelope: PictureEnvelope
    private let writer: ResponseWriter

    init(_ envelope: PictureEnvelope, _ writer: ResponseWriter) {
        self.envelope = envelope
        self.writer = writer
    }

    /// Whether anything is written; until then another answer can stand in the picture's place.
    var hasStarted: Bool { state.withLock { $0.hasStarted } }

    /// Writes the next piece.
    func write(_ piece: [UInt8]) async throws {
        let (text, isFirst) = state.withLock { state in
            defer { state.hasStarted = true }
            return (state.encoder.encode(piece), !state.hasStarted)
        }
        if isFirst { try await writer.write(envelope.before) }
        try await writer.write(text)
    }

    /// Writes what comes after the last piece.
    func finish() async throws {
        if !hasStarted { try await write([]) }
        try await writer.write(state.withLock { $0.encoder.finish() } + envelope.after)
    }
}

extension Pictures {
    /// Streams a picture into its envelope.
    func write(_ picture: FinishedPicture, into sink: PictureSink, for call: CallIdentity) async throws {
        try await stream(picture, for: call, to: sink.write)
        try await sink.finish()
    }

    /// Lets the worker forget pictures once the client has taken nearly all of the answer that holds them; those of a
    /// client that has left meanwhile stay, for they may have cost money.
    func release(_ pictures: [FinishedPicture], after writer: ResponseWriter, for call: CallIdentity) async throws {
        try await writer.write([])
        guard !Task.isCancelled else { return }
        await release(pictures, for: call)
    }
}
