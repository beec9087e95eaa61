/// Width and height in pixels.
package struct PictureSize: Sendable, Hashable, CustomStringConvertible {
    package let width: Int
    package let height: Int

    /// Any positive size; each provider has limits of its own.
    package init(width: Int, height: Int) {
        self.width = width
        self.height = height
    }

    /// Reads `1024x768` (also with `X`, `×` or `*`); nil for anything else, and for a side of 0 or over 65,535.
    package init?(_ text: String) {
        let parts = text.split(omittingEmptySubsequences: false) { "xX×*".contains($0) }
        guard parts.count == 2, let width = Self.side(parts[0]), let height = Self.side(parts[1]) else { return nil }
        self.init(width: width, height: height)
    }

    private static func side(_ text: Substring) -> Int? {
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return UInt16(text).flatMap { $0 > 0 ? Int($0) : nil }
    }

    package var description: String { "\(width)x\(height)" }
}
