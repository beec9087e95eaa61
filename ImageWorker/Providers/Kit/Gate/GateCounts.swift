import ImageWorkerCore

/// What has happened at one provider since the process began.
package struct GateCounts: Sendable, Equatable {
    /// Requests for a picture that left.
    package var submits = 0
    /// Times that a caller came back for another submit, because nothing had come of the one before.
    package var retries = 0
    /// Submits answered by a limit.
    package var limited = 0
    /// Pictures that its moderation refused.
    package var refusals = 0
    /// Submits of which nobody knows what came.
    package var unknown = 0
    /// Pictures that were made and could not be had: their fetch failed, or what came is none.
    package var lostPictures = 0
    /// Callers that were answered 429 by us, before any call.
    package var turnedDown = 0

    /// Counts a turn that ended without a picture.
    mutating func ended(_ error: GenerationError) {
        switch error.kind {
        case .refused: refusals += 1
        case .outcomeUnknown: unknown += 1
        case .provider where error.billed == .yes: lostPictures += 1
        case .provider, .invalid, .notConfigured, .rateLimited, .timedOut, .shuttingDown, .overloaded, .cancelled,
            .conflict, .storageFull, .fault:
            break
        }
    }
}
