import Glibc

extension Pen {
    /// Parallel strokes inside an outline; `gap` and `weight` count in line widths, the angle is in radians.
    func hatch(
        _ outline: [Point], angle: Double = -0.9, gap: Double = 3, weight: Double = 0.5, _ tone: Tone = .pencil
    ) {
        let spacing = max(2, gap * width)
        let (along, across) = (Point(cos(angle), sin(angle)), Point(-sin(angle), cos(angle)))
        let heights = outline.map { $0.x * across.x + $0.y * across.y }
        guard let low = heights.min(), let high = heights.max(), high - low < 20_000 else { return }
        var lines: [(Point, Point)] = []
        var height = low + spacing * dice.between(0.3, 0.9)
        while height < high {
            for (start, end) in spans(of: outline, heights: heights, at: height, along: along) {
                let shorten = spacing * dice.unit() * 0.6
                guard end - start > shorten * 2 + 1 else { continue }
                let base = across * height
                let slant = across * (dice.around(0.12) * spacing)
                lines.append((base + along * (start + shorten), base + along * (end - shorten) + slant))
            }
            height += spacing * dice.between(0.85, 1.15)
        }
        canvas.strokes(lines, width: max(0.6, width * weight), tone)
    }

    /// Where a line across crosses the outline, as pairs of positions along it.
    private func spans(
        of outline: [Point], heights: [Double], at height: Double, along: Point
    ) -> [(Double, Double)] {
        var crossings: [Double] = []
        for index in outline.indices {
            let next = index + 1 == outline.count ? 0 : index + 1
            let (first, second) = (heights[index], heights[next])
            guard (first <= height) != (second <= height) else { continue }
            let cut = outline[index].towards(outline[next], (height - first) / (second - first))
            crossings.append(cut.x * along.x + cut.y * along.y)
        }
        crossings.sort()
        return stride(from: 0, to: crossings.count - 1, by: 2).map { (crossings[$0], crossings[$0 + 1]) }
    }

    /// A shadow on the ground: flat, hatched.
    func shadow(at centre: Point, across: Double, down: Double) {
        let outline = Outline.ellipse(centre, across, down)
        canvas.fill(outline, Tone.marker.faint(0.22))
        hatch(outline, angle: -0.12, gap: 2.4, weight: 0.5, Tone.pencil.faint(0.6))
    }
}
