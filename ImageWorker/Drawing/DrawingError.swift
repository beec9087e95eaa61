/// What can stop a panel from being drawn.
package enum DrawingError: Error, Equatable, Sendable {
    /// A side is outside `PanelSize.allowedSides`.
    case sizeOutOfBounds(width: Int, height: Int)
    /// cairo refused; its own words.
    case cairo(String)
    /// zlib refused; its return code.
    case compression(Int32)
}
