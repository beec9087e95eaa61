/// What a text may cost before it is refused; bytes are limited by whoever read them.
package struct JSONLimits: Sendable {
    /// Arrays and objects within each other.
    package var depth: Int
    /// Values in the whole text, those inside arrays and objects included: each costs about 50 bytes of memory.
    package var values: Int

    /// Limits of those sizes; past them parsing throws `.tooDeep` or `.tooManyValues`.
    package init(depth: Int = 128, values: Int = 250_000) {
        self.depth = depth
        self.values = values
    }

    package static let standard = JSONLimits()
}
