/// What the scripted Jimeng has seen and what it has billed.
package struct JimengLedger: Sendable {
    /// One accepted submit.
    package struct Task: Sendable {
        package let prompt: String
        /// A look must name it as well.
        let reqKey: String
        var script: JimengScript
        let acceptedAt: ContinuousClock.Instant
        var looks: [ContinuousClock.Instant] = []
        var deliveredAt: ContinuousClock.Instant?

        /// Whether a look has got the picture.
        package var isDelivered: Bool { deliveredAt != nil }
    }

    /// Submits that arrived with a right signature.
    package var submits = 0
    /// Submits that cost money.
    package var billed = 0
    /// When each of the submits arrived.
    package var submittedAt: [ContinuousClock.Instant] = []
    /// Most unanswered submits and unfinished tasks that were here at once.
    package var mostAtOnce = 0
    private var here = 0
    package var looks = 0
    /// What was wrong with requests whose signature was refused.
    package var badSignatures: [String] = []
    /// Bodies of the submits, as they came.
    package var bodies: [String] = []
    package var tasks: [String: Task] = [:]
    var submitsByPrompt: [String: Int] = [:]

    /// For each delivered task: how long after the first multiple of `interval` at which it was ready it was told.
    package func delays(interval: Duration) -> [Duration] {
        tasks.values.compactMap { task in
            guard let delivered = task.deliveredAt else { return nil }
            let polls = max(1, (task.script.readyAfter / interval).rounded(.up))
            return task.acceptedAt.advanced(by: interval * polls).duration(to: delivered)
        }
    }

    /// A submit has arrived.
    mutating func submitArrived(_ now: ContinuousClock.Instant) {
        submits += 1
        submittedAt.append(now)
        here += 1
        mostAtOnce = max(mostAtOnce, here)
    }

    /// A submit is answered, and no task has come of it.
    mutating func submitCameToNothing() { here -= 1 }

    /// A look gets the picture.
    mutating func delivers(_ task: String, _ now: ContinuousClock.Instant) {
        if tasks[task]?.deliveredAt == nil { here -= 1 }
        tasks[task]?.deliveredAt = now
    }

    /// When a task was looked at, counted from its acceptance.
    package func lookTimes(of task: String) -> [Duration] {
        guard let task = tasks[task] else { return [] }
        return task.looks.map { task.acceptedAt.duration(to: $0) }
    }
}
