/// What the service's codes mean (providers' page, section 1.5).
enum JimengCode {
    /// QPS or concurrency: nothing was made.
    case rateLimited
    /// Moderation; a random one may pass when the same is drawn again.
    case refused(isRandom: Bool)
    /// Nothing was made, and asking again does not help.
    case failed
    /// The pages disagree whether a task may exist.
    case internalError
    case other

    init(_ code: Int) {
        self =
            switch code {
            case 50429, 50430: .rateLimited
            case 50411, 50412, 50413, 50512, 50518: .refused(isRandom: false)
            case 50511, 50516, 50517, 50519: .refused(isRandom: true)
            case 50204, 50215, 50218, 50400, 50514, 50520, 50521, 50522: .failed
            case 50500, 50501: .internalError
            default: .other
            }
    }
}
