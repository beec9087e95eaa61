/// Frames whose pictures are made side by side.
package struct BatchOrder: Sendable {
    /// One frame of a batch and the number that its result carries.
    package struct Item: Sendable {
        package var sequence: Int
        package var picture: PictureOrder

        /// An order and its number.
        package init(sequence: Int, picture: PictureOrder) {
            self.sequence = sequence
            self.picture = picture
        }
    }

    /// In the order of the answer; never empty.
    package var items: [Item]
    /// Side by side at most, 1...
    package var concurrency: Int
    /// After so many failures the rest is not started.
    package var stopAfterFailures: Int?

    /// How its pictures are handed over: as the first, for the format is one of the whole batch.
    package var imageFormat: ImageFormat { items.first?.picture.imageFormat ?? .data }

    /// A batch of those parts.
    package init(items: [Item], concurrency: Int, stopAfterFailures: Int? = nil) {
        self.items = items
        self.concurrency = concurrency
        self.stopAfterFailures = stopAfterFailures
    }
}

/// What became of one frame of a batch.
package struct BatchResult: Sendable {
    /// Place in the order, from 0.
    package var index: Int
    package var sequence: Int
    package var outcome: Result<MadePicture, GatewayError>

    /// The result of the frame at that place.
    package init(index: Int, sequence: Int, outcome: Result<MadePicture, GatewayError>) {
        self.index = index
        self.sequence = sequence
        self.outcome = outcome
    }

    /// Whether there is a picture.
    package var isSuccess: Bool {
        if case .success = outcome { true } else { false }
    }
}

/// The figures of a finished batch.
package struct BatchStats: Sendable, Equatable {
    package var total: Int
    package var success: Int

    /// Figures of `total` frames, `success` of them with a picture.
    package init(total: Int, success: Int) {
        self.total = total
        self.success = success
    }

    package var failed: Int { total - success }
    /// A rounded percentage.
    package var successRate: Int { total == 0 ? 0 : (success * 200 + total) / (2 * total) }
}
