import Models

/// The image workers next door, as the gateway needs them.
package protocol PictureService: Sendable {
    /// Has a picture made and waits for it. Cancelling before the provider has accepted costs nothing; afterwards
    /// the worker finishes and keeps the picture.
    /// - Parameter heard: called, and awaited, for each piece of news before anything else is read.
    /// - Throws: `GatewayError`.
    func make(
        _ order: PictureOrder, for call: CallIdentity, heard: @Sendable (PictureNews) async throws -> Void
    ) async throws -> FinishedPicture

    /// Hands over the picture's bytes in order, a piece at a time.
    /// - Throws: `GatewayError`, and whatever `write` throws.
    func stream(
        _ picture: FinishedPicture, for call: CallIdentity, to write: @Sendable ([UInt8]) async throws -> Void
    ) async throws

    /// Tells the worker that it need not keep the picture any longer. A failure costs only disk there.
    func release(_ picture: FinishedPicture, for call: CallIdentity) async

    /// The providers that a worker has configured.
    /// - Throws: `GatewayError`.
    func models(for call: CallIdentity) async throws -> PictureModels
}

/// Who asks: goes along to the worker, so that both logs can be put together.
package struct CallIdentity: Sendable {
    package var requestID: String
    /// W3C trace context of the call, as its header is written.
    package var traceparent: String?
    package var language: Language
    /// The attempt to make or to join; nil: a new one.
    package var attempt: AttemptName?

    /// The identity of one request.
    package init(requestID: String, traceparent: String? = nil, language: Language) {
        self.requestID = requestID
        self.traceparent = traceparent
        self.language = language
    }

    /// The identity of one item of the request: its task id must not be that of another.
    package func item(_ number: Int) -> CallIdentity {
        var item = self
        item.requestID = "\(requestID.prefix(112))-\(number)"
        item.attempt = attempt?.item(number)
        return item
    }
}
