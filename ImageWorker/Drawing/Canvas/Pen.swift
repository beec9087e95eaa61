import Glibc

/// A hand that draws: lines that swell, taper and tremble a little, washes and hatching.
/// Its dice decide the tremble, so one seed gives one drawing.
final class Pen {
    let canvas: Canvas
    var dice: Dice
    /// Width of a normal line, in pixels.
    let width: Double

    init(_ canvas: Canvas, width: Double, dice: Dice) {
        self.canvas = canvas
        self.width = width
        self.dice = dice
    }

    /// A pen of another part, with its own dice.
    func with(_ dice: Dice) -> Pen {
        Pen(canvas, width: width, dice: dice)
    }

    /// A line through the points as they are; `weight` 1 is a normal line.
    func line(_ points: [Point], weight: Double = 1, _ tone: Tone = .ink, wobble: Double = 1) {
        let path = resampled(points)
        guard path.count > 1 else { return }
        canvas.fill(stroke(along: path, width: max(0.75, width * weight), wobble: wobble), tone)
    }

    /// A smooth line through the points.
    func curve(_ points: [Point], weight: Double = 1, _ tone: Tone = .ink) {
        line(Outline.smooth(points), weight: weight, tone)
    }

    /// A closed smooth shape: filled, then outlined.
    func shape(_ points: [Point], fill: Tone?, weight: Double = 1, _ tone: Tone = .ink) {
        outline(Outline.smooth(points, closed: true), fill: fill, weight: weight, tone)
    }

    /// A closed shape whose corners stay corners.
    func polygon(_ points: [Point], fill: Tone?, weight: Double = 1, _ tone: Tone = .ink) {
        guard let first = points.first else { return }
        outline(points + [first], fill: fill, weight: weight, tone)
    }

    /// A closed line as given (its last point is its first).
    func outline(_ points: [Point], fill: Tone?, weight: Double, _ tone: Tone = .ink) {
        if let fill { canvas.fill(points, fill) }
        guard weight > 0 else { return }
        line(points, weight: weight, tone)
    }

    /// Points at even, short steps, so that long straight lines can tremble too.
    private func resampled(_ points: [Point]) -> [Point] {
        let step = max(3, width * 2.2)
        var path: [Point] = []
        path.reserveCapacity(points.count * 2)
        for index in points.indices {
            guard index > 0 else {
                path.append(points[0])
                continue
            }
            let (start, end) = (points[index - 1], points[index])
            let distance = (end - start).length
            guard distance > 0.4 else { continue }
            let pieces = max(1, Int(distance / step))
            for piece in 1...pieces {
                path.append(start.towards(end, Double(piece) / Double(pieces)))
            }
        }
        return path
    }

    /// The ink that one stroke leaves: a thin band, thinner at both ends.
    private func stroke(along path: [Point], width: Double, wobble: Double) -> [Point] {
        let (phase, drift) = (dice.between(0, 6.28), dice.between(0, 6.28))
        let (pressure, tremble) = (dice.between(0.02, 0.05), min(width, self.width) * 0.42 * wobble)
        let last = Double(path.count - 1)
        var left: [Point] = []
        var right: [Point] = []
        left.reserveCapacity(path.count * 2)
        right.reserveCapacity(path.count)
        for (index, point) in path.enumerated() {
            let along = Double(index)
            let side = (path[min(index + 1, path.count - 1)] - path[max(index - 1, 0)]).direction.normal
            let sway = (sin(phase + along * 0.17) + 0.5 * sin(drift + along * 0.41)) * tremble
            let taper = min(1, 0.35 + 5 * min(along, last - along) / max(last, 1))
            let half = width * 0.5 * taper * (0.88 + 0.22 * sin(drift + along * pressure * 3))
            let centre = point + side * sway
            left.append(centre + side * half)
            right.append(centre - side * half)
        }
        left.append(contentsOf: right.reversed())
        return left
    }
}
