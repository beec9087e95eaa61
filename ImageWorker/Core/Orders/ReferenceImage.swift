/// A picture that the wanted one is to follow: a person's face, a place, the frame before.
package struct ReferenceImage: Sendable {
    /// Where its bytes are.
    package enum Source: Sendable {
        /// Still to be fetched, through the guard, before any provider is asked.
        case url(String)
        /// Here, and checked to be a picture.
        case picture(Picture)
    }

    /// Whom or what it shows, as the prompt names it; nil for a nameless one.
    package var name: String?
    package var source: Source
    /// Where a provider that fetches references itself can reach it; nil where there is no such address.
    package var publicURL: String?

    /// A reference from there.
    package init(name: String? = nil, _ source: Source, publicURL: String? = nil) {
        self.name = name
        self.source = source
        self.publicURL = publicURL
    }

    /// The bytes, once they are here.
    package var picture: Picture? {
        guard case .picture(let picture) = source else { return nil }
        return picture
    }
}

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
