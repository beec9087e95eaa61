/// What the spool holds of an attempt.
package struct AttemptRecord: Sendable {
    package enum Phase: Sendable {
        /// A request may have left; nothing was heard.
        case submitting
        /// Not at a provider any more, certainly not billed, not ended.
        case waiting
        case accepted(ProviderTaskID)
        /// The picture is in the spool beside the record.
        case done(PictureFacts)
        case failed(GenerationError)
    }

    package let id: AttemptID
    package var taskID: String?
    package var provider: ProviderFacts?
    package var providerTaskID: ProviderTaskID?
    package var costMicroUSD: Int?
    package var phase: Phase
    /// Seconds since 1970.
    package var changedAt: Double

    /// A record of those parts.
    package init(
        id: AttemptID, taskID: String?, provider: ProviderFacts?, providerTaskID: ProviderTaskID? = nil, phase: Phase,
        changedAt: Double
    ) {
        self.id = id
        self.taskID = taskID
        self.provider = provider
        self.providerTaskID = providerTaskID
        self.phase = phase
        self.changedAt = changedAt
    }
}

extension AttemptRecord {
    /// Whether the picture is there.
    var isDone: Bool {
        if case .done = phase { true } else { false }
    }
}

/// A picture without its bytes.
package struct PictureFacts: Sendable, Equatable {
    package let type: PictureType
    /// Bytes.
    package let count: Int
    package let width: Int
    package let height: Int

    /// What is known of that picture.
    package init(_ picture: Picture) {
        type = picture.type
        count = picture.bytes.count
        width = picture.width
        height = picture.height
    }
}
