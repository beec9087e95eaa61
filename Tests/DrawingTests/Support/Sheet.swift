@testable import Drawing

/// A drawn sheet's pixels, as a test looks at them.
struct Sheet: Sendable {
    struct Pixel: Equatable {
        let red: Int
        let green: Int
        let blue: Int

        var grey: Int { (red + green + blue) / 3 }
    }

    let width: Int
    let height: Int
    /// Blue, green, red, unused.
    private let bytes: [UInt8]

    init(_ canvas: Canvas) throws {
        width = canvas.width
        height = canvas.height
        bytes = try canvas.withPixels { pixels, _ in Array(pixels) }
    }

    init(_ panel: Panel) throws {
        try self.init(PanelRenderer.draw(panel))
    }

    subscript(x: Int, y: Int) -> Pixel {
        let start = (y * width + x) * 4
        return Pixel(red: Int(bytes[start + 2]), green: Int(bytes[start + 1]), blue: Int(bytes[start]))
    }

    /// Places inside the box whose pixels fulfil a condition.
    func places(in box: Box, where isMeant: (Pixel) -> Bool) -> [Point] {
        var places: [Point] = []
        for y in max(0, Int(box.y))..<min(height, Int(box.bottom)) {
            for x in max(0, Int(box.x))..<min(width, Int(box.right)) where isMeant(self[x, y]) {
                places.append(Point(Double(x), Double(y)))
            }
        }
        return places
    }

    /// Rows from the first to the last that differ from the other sheet's inside the box, as a share of its height.
    func heightOfDifference(from other: Sheet, in box: Box) -> Double {
        var rows: [Int] = []
        for y in Int(box.y)..<Int(box.bottom) {
            let start = (y * width + Int(box.x)) * 4
            let end = (y * width + Int(box.right)) * 4
            if bytes[start..<end] != other.bytes[start..<end] { rows.append(y) }
        }
        guard let first = rows.first, let last = rows.last else { return 0 }
        return Double(last - first + 1) / box.height
    }

    /// Mean grey of each of side × side fields of the box.
    func thumbnail(of box: Box, side: Int = 24) -> [Double] {
        (0..<side * side).map { field in
            let left = Int(box.x + box.width * Double(field % side) / Double(side))
            let top = Int(box.y + box.height * Double(field / side) / Double(side))
            var sum = 0
            for y in top..<(top + 6) {
                for x in left..<(left + 6) { sum += self[x, y].grey }
            }
            return Double(sum) / 36
        }
    }
}
