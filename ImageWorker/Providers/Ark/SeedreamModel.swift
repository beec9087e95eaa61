import ImageWorkerCore

/// What is known of a Seedream model by its name (providers' page, section 2.2). Of an endpoint (`ep-…`), which hides its
/// model, nothing is forbidden here.
enum SeedreamModel: Sendable, Equatable {
    case pro5, lite5, other5, four5, four, three
    case unknown

    init(_ name: String) {
        switch name.lowercased() {
        case let name where name.contains("seedream-5-0-pro"): self = .pro5
        // `…-5-0-260128` is how the pay base calls lite.
        case let name where name.contains("seedream-5-0-lite") || name.contains("seedream-5-0-260128"): self = .lite5
        case let name where name.contains("seedream-5"): self = .other5
        case let name where name.contains("seedream-4-5"): self = .four5
        case let name where name.contains("seedream-4"): self = .four
        case let name where name.contains("seedream-3"): self = .three
        default: self = .unknown
        }
    }

    /// Pixels of the whole picture, where a page says it.
    var area: ClosedRange<Int>? {
        switch self {
        case .pro5: 921_600...4_624_220
        case .lite5: 3_686_400...Int.max
        case .other5, .four5, .four, .three, .unknown: nil
        }
    }

    /// References and outputs together are 15 at most.
    var mostReferences: Int {
        switch self {
        case .pro5: 10
        case .three: 0
        case .lite5, .other5, .four5, .four, .unknown: 14
        }
    }

    /// Whether it makes several pictures in a row, and so may be told not to.
    var makesGroups: Bool {
        switch self {
        case .pro5, .three, .unknown: false
        case .lite5, .other5, .four5, .four: true
        }
    }

    /// Documented for 3.0 only; newer ones are not sent these.
    var options: Set<PictureOptions.Name> { self == .three ? [.seed, .guidanceScale] : [] }
}
