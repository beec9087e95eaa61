/// Names that gateway and worker agree on, on top of the contract's JSON.
package enum WorkerWire {
    /// Our task id, `<provider>_<request id>`.
    package static let taskID = "X-Task-Id"
    package static let providerTaskID = "X-Provider-Task-Id"
    package static let provider = "X-Provider"
    /// Absent when the price is not known for certain.
    package static let cost = "X-Cost-Micro-Usd"
    /// Providers that were asked before and did not serve, each with its error's code: `jimeng RATE_LIMITED, ark …`.
    package static let tried = "X-Tried"
    /// What was delivered otherwise than ordered: `no_effect quality, blank`.
    package static let warnings = "X-Warnings"
    /// The attempt by which a picture can be asked for again.
    package static let attemptID = "X-Attempt-Id"

    /// Where an attempt's state is told.
    package static func attemptPath(_ id: String) -> String { "/api/attempts/\(id)" }

    /// Where an attempt's picture is fetched.
    package static func picturePath(_ id: String) -> String { "/api/attempts/\(id)/picture" }
}

/// The state of an attempt, as `GET /api/attempts/{id}` tells it.
package enum WorkerAttemptState: String, Codable, Sendable, CaseIterable {
    /// Nothing is at a provider.
    case waiting
    /// A request that may cost money is on its way, or its answer never came.
    case submitting
    /// The provider has accepted.
    case polling
    case done
    case failed
    /// The provider's moderation said no.
    case refused
    /// The provider may have accepted and charged.
    case unknown
}
