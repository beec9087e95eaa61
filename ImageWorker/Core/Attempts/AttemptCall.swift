import Observability

/// What a caller asks of this worker.
package struct AttemptCall: Sendable {
    /// A task that was accepted earlier and is only waited for.
    package struct Resume: Sendable {
        package let provider: ProviderID
        package let task: ProviderTaskID

        /// That task of that provider.
        package init(provider: ProviderID, task: ProviderTaskID) {
            self.provider = provider
            self.task = task
        }
    }

    package var order: PictureOrder
    /// The provider that the request names.
    package var provider: String?
    /// The caller's name for the attempt: never submitted twice on this worker.
    package var attemptID: AttemptID?
    package var resume: Resume?
    /// The caller fetches the picture by the attempt's id: it lies in the spool before its end is told.
    package var fetchesPicture = false
    package var requestID: String
    package var logger: Logger

    /// A call with nothing but an order.
    package init(
        _ order: PictureOrder, provider: String? = nil, attemptID: AttemptID? = nil, resume: Resume? = nil,
        requestID: String, logger: Logger = .disabled
    ) {
        self.order = order
        self.provider = provider
        self.attemptID = attemptID
        self.resume = resume
        self.requestID = requestID
        self.logger = logger
    }
}
