/// A picture that goes along with an order.
package struct PictureFile: Sendable, Equatable {
    package let bytes: [UInt8]
    /// E.g. `image/png`; the worker looks at the bytes, not at this.
    package let mediaType: String

    /// Those bytes.
    package init(_ bytes: [UInt8], mediaType: String) {
        self.bytes = bytes
        self.mediaType = mediaType
    }
}
