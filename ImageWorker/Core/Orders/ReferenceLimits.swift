/// How many reference images one request may have, and how large; checked before memory is taken for them. What a
/// provider takes is less, as a rule.
package struct ReferenceLimits: Sendable {
    package var most: Int
    /// Bytes of one.
    package var each: Int
    /// Bytes of all together.
    package var all: Int

    /// Limits of those sizes: `each` is `MAX_UPLOAD_BYTES`, `all` is `MAX_MULTIPART_BYTES`.
    package init(most: Int = 16, each: Int = 10 << 20, all: Int = 64 << 20) {
        self.most = most
        self.each = each
        self.all = all
    }
}
