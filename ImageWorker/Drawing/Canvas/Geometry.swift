import Glibc

/// A place on the sheet, in pixels from the top left.
struct Point: Equatable {
    var x: Double
    var y: Double

    init(_ x: Double, _ y: Double) {
        self.x = x
        self.y = y
    }

    static func + (left: Point, right: Point) -> Point { Point(left.x + right.x, left.y + right.y) }
    static func - (left: Point, right: Point) -> Point { Point(left.x - right.x, left.y - right.y) }
    static func * (point: Point, factor: Double) -> Point { Point(point.x * factor, point.y * factor) }

    var length: Double { (x * x + y * y).squareRoot() }

    /// The same direction with length 1; right when there is none.
    var direction: Point { length > 1e-9 ? self * (1 / length) : Point(1, 0) }

    /// Turned a quarter to the left.
    var normal: Point { Point(-y, x) }

    func turned(by angle: Double) -> Point {
        Point(x * cos(angle) - y * sin(angle), x * sin(angle) + y * cos(angle))
    }

    func towards(_ other: Point, _ share: Double) -> Point { self + (other - self) * share }
}

/// An upright rectangle, in pixels.
struct Box: Equatable {
    var x: Double
    var y: Double
    var width: Double
    var height: Double

    var right: Double { x + width }
    var bottom: Double { y + height }
    var centre: Point { Point(x + width / 2, y + height / 2) }

    /// A point by shares of width and height; (0, 0) is the top left.
    func at(_ across: Double, _ down: Double) -> Point { Point(x + width * across, y + height * down) }

    func inset(by margin: Double) -> Box {
        Box(x: x + margin, y: y + margin, width: max(0, width - 2 * margin), height: max(0, height - 2 * margin))
    }

    var corners: [Point] { [Point(x, y), Point(right, y), Point(right, bottom), Point(x, bottom)] }
}

/// Ways to make outlines out of few points.
enum Outline {
    /// A smooth line through the points (Catmull-Rom), sampled.
    static func smooth(_ points: [Point], closed: Bool = false) -> [Point] {
        guard points.count > 2 else { return points }
        let count = points.count
        let spans = closed ? count : count - 1
        var line: [Point] = []
        line.reserveCapacity(spans * 8)
        func at(_ index: Int) -> Point {
            closed ? points[(index + count) % count] : points[min(max(index, 0), count - 1)]
        }
        for span in 0..<spans {
            let (a, b, c, d) = (at(span - 1), at(span), at(span + 1), at(span + 2))
            // A point for every few pixels: fine enough to be round, coarse enough to be cheap.
            let samples = max(3, min(28, Int((c - b).length / 7)))
            for sample in 0..<samples {
                line.append(between(a, b, c, d, Double(sample) / Double(samples)))
            }
        }
        line.append(at(spans))
        return line
    }

    private static func between(_ a: Point, _ b: Point, _ c: Point, _ d: Point, _ t: Double) -> Point {
        let (t2, t3) = (t * t, t * t * t)
        func value(_ a: Double, _ b: Double, _ c: Double, _ d: Double) -> Double {
            0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t2 + (3 * b - a - 3 * c + d) * t3)
        }
        return Point(value(a.x, b.x, c.x, d.x), value(a.y, b.y, c.y, d.y))
    }

    /// A closed ellipse, or the arc from one angle to another (radians, clockwise from the right).
    static func ellipse(
        _ centre: Point, _ across: Double, _ down: Double, from start: Double = 0, to end: Double = 2 * .pi
    ) -> [Point] {
        let steps = max(9, min(90, Int(abs(end - start) * max(across, down) / 6)))
        return (0...steps).map { step in
            let angle = start + (end - start) * Double(step) / Double(steps)
            return Point(centre.x + across * cos(angle), centre.y + down * sin(angle))
        }
    }

    /// A limb: a band along joints, as wide at each joint as told.
    static func band(_ joints: [Point], _ widths: [Double]) -> [Point] {
        var left: [Point] = []
        var right: [Point] = []
        for (index, joint) in joints.enumerated() {
            let before = joints[max(index - 1, 0)]
            let after = joints[min(index + 1, joints.count - 1)]
            let side = (after - before).direction.normal * (widths[index] / 2)
            left.append(joint + side)
            right.append(joint - side)
        }
        return left + right.reversed()
    }
}
