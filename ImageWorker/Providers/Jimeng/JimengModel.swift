import ImageWorkerCore

/// What one `req_key` takes (providers' page, section 1.6).
struct JimengModel: Sendable, Equatable {
    let reqKey: String

    /// The version that the page calls 4.6; every other key is held to 4.0's rules.
    private static let version46 = "jimeng_seedream46_cvtob"

    private var is46: Bool { reqKey == Self.version46 }

    /// Reference images; it fetches them itself. The limits of one are 4.0's, the page gives none for 4.6.
    var references: ReferenceRule {
        ReferenceRule(
            most: is46 ? 14 : 10, form: .address, largestBytes: 15 << 20, types: [.png, .jpeg], longestSide: 4096,
            steepestRatio: 3)
    }

    /// Of every model: what is told before the model is known.
    static let widestReferences = JimengModel(reqKey: version46).references

    /// `scale`: how much the text counts against the pictures. 4.0 takes 0 to 1, 4.6 whole numbers from 1 to 100.
    var scale: ClosedRange<Double> { is46 ? 1...100 : 0...1 }

    /// Whether `scale` is a whole number.
    var hasWholeScale: Bool { is46 }

    /// Whether a request may name it.
    var isNameable: Bool { reqKey.hasPrefix("jimeng_") }
}
