/// A picture's size in pixels.
package struct PanelSize: Sendable, Equatable {
    /// Below, nothing can be read; above, one picture would hold more than 64 MB.
    package static let allowedSides = 64...4096
    package static let square = PanelSize(checkedWidth: 1024, height: 1024)

    package let width: Int
    package let height: Int

    /// Throws `sizeOutOfBounds` when a side is not allowed.
    package init(width: Int, height: Int) throws(DrawingError) {
        guard Self.allowedSides.contains(width), Self.allowedSides.contains(height) else {
            throw .sizeOutOfBounds(width: width, height: height)
        }
        self.init(checkedWidth: width, height: height)
    }

    private init(checkedWidth width: Int, height: Int) {
        self.width = width
        self.height = height
    }
}
