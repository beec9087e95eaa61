/// What a service's answer means for the one who asked: taken from status, fields and body, never from a guess.
package enum Decision: Sendable, Equatable {
    /// The result is in the answer.
    case done
    /// Not ready: ask again when the next look is due.
    case poll
    /// Certainly nothing was made, or asking costs nothing: the same request may be sent again after that wait.
    case retry(Wait)
    /// The same request without that parameter may be sent once more; nothing was made.
    case retryWithout(parameter: String)
    /// Moderation said no, and nothing was charged.
    case refused(Refusal)
    /// The task is gone, and certainly not charged: a new submit is sensible, but is another attempt.
    case expired
    /// No result, and asking again does not help.
    case failed
    /// It may have been done and charged: never sent again by itself.
    case unknown

    /// How long before the next try.
    package enum Wait: Sendable, Equatable {
        /// As our own backoff says.
        case backoff
        /// Not before the server's `Retry-After`.
        case told(Duration)
        /// Until one of the tasks that run side by side has ended; our own backoff stands in for it.
        case slot
    }

    /// Whether another draw may pass.
    package enum Refusal: Sendable, Equatable {
        /// The prompt or an input picture: it will be refused again.
        case final
        /// The picture that came out: the next one is another.
        case random
    }
}
