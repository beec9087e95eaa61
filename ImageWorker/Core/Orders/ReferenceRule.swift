/// What a provider takes of reference images; `ReferenceRule.none` for one that takes none.
package struct ReferenceRule: Sendable {
    /// How it gets them.
    package enum Form: Sendable {
        /// It takes the bytes, inside the request or uploaded before.
        case bytes
        /// It fetches them itself, from an address that it can reach.
        case address
    }

    package var most: Int
    package var form: Form
    /// Bytes of one.
    package var largestBytes: Int
    package var types: [PictureType]
    /// Pixels of the longer side.
    package var longestSide: Int
    /// The longer side over the shorter.
    package var steepestRatio: Double
    /// Whether it tells them apart only by their place in the list, so that names must be bound in the prompt.
    package var isAnonymous: Bool
    /// Whether it takes a mask for the first one.
    package var takesMask: Bool

    /// A rule of those limits.
    package init(
        most: Int, form: Form, largestBytes: Int = 20 << 20, types: [PictureType] = [.png, .jpeg, .webp],
        longestSide: Int = 16_384, steepestRatio: Double = 16, isAnonymous: Bool = true, takesMask: Bool = false
    ) {
        self.most = most
        self.form = form
        self.largestBytes = largestBytes
        self.types = types
        self.longestSide = longestSide
        self.steepestRatio = steepestRatio
        self.isAnonymous = isAnonymous
        self.takesMask = takesMask
    }

    /// Of a provider that takes no reference images.
    package static let none = ReferenceRule(most: 0, form: .bytes)
}
