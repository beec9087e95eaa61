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
    /// Of a finished picture.
    package var warnings: [PictureWarning] = []
    package var phase: Phase
    /// Of the order; nil for a task that was only resumed.
    package var orderMark: UInt64?
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

    /// Whether to begin anew could be a second charge.
    var mayHaveCost: Bool {
        switch phase {
        case .waiting: false
        case .submitting, .accepted, .done: true
        case .failed(let error): error.billed != .no || error.kind == .refused
        }
    }

    /// Where to look for the picture again: the provider has the task, and only a look at it, or our patience, failed.
    var taskToLookAt: (provider: ProviderID, task: ProviderTaskID)? {
        guard let provider, provider.keepsTasks else { return nil }
        let id = provider.id
        switch phase {
        case .accepted(let task): return (id, task)
        case .failed(let error) where error.billed != .no && error.retry != .never:
            return providerTaskID.map { (id, $0) }
        case .waiting, .submitting, .failed, .done: return nil
        }
    }

    /// What is left when the picture must go for want of room: the task, where the picture can be had again by it; else
    /// that it was there. Nil: nothing was paid, the order may begin anew.
    var withoutPicture: AttemptRecord? {
        guard isDone else { return self }
        guard provider?.id != .sketch else { return nil }
        var record = self
        let task = provider?.keepsTasks == false ? nil : providerTaskID
        record.phase = task.map { .accepted($0) } ?? .failed(GenerationError(.storageFull, billed: .yes))
        return record
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
