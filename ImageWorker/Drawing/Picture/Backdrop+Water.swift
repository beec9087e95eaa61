extension Backdrop {
    func sea() {
        groundWash(0.22)
        pen.line([stage.ground(0, 0), stage.ground(1, 0)], weight: 0.8)
        waves(from: 0.03, to: 0.4)
        boat(at: stage.ground(0.24, 0.04), size: unit * 8 * stage.zoom)
        for _ in 0..<3 { gull(at: stage.far(pen.dice.between(0.35, 0.75), pen.dice.between(0.2, 0.36))) }
        beach()
    }

    /// Short swells, longer and farther apart the nearer they are.
    private func waves(from start: Double, to end: Double) {
        var depth = start
        while depth < end {
            for _ in 0..<7 {
                let size = unit * (1.2 + depth * 7)
                let left = stage.ground(pen.dice.between(-0.05, 1), depth + pen.dice.around(0.015))
                pen.curve(
                    [
                        left, left + Point(size * 0.5, -size * 0.16), left + Point(size, 0),
                        left + Point(size * 1.5, -size * 0.1),
                    ],
                    weight: 0.45 + depth * 0.3, Tone.pencil.faint(0.85))
            }
            depth += 0.035 + depth * 0.11
        }
    }

    private func beach() {
        let shore = Outline.smooth([
            stage.ground(-0.1, 0.47), stage.ground(0.2, 0.41), stage.ground(0.5, 0.44), stage.ground(0.8, 0.37),
            stage.ground(1.1, 0.4),
        ])
        pen.canvas.fill(shore + [stage.ground(1.1, 1.1), stage.ground(-0.1, 1.1)], .paper)
        pen.line(shore, weight: 0.8, .pencil)
        pen.line(shore.map { $0 + Point(0, unit * 1.4) }, weight: 0.4, Tone.pencil.faint(0.6))
        for _ in 0..<12 {
            let left = stage.ground(pen.dice.unit(), pen.dice.between(0.55, 0.98))
            pen.line([left, left + Point(unit * pen.dice.between(2, 7), 0)], weight: 0.4, Tone.pencil.faint(0.5))
        }
    }

    private func boat(at foot: Point, size: Double) {
        let hull = [
            foot + Point(-size, -size * 0.25), foot + Point(size, -size * 0.3), foot + Point(size * 0.65, size * 0.1),
            foot + Point(-size * 0.7, size * 0.1),
        ]
        pen.polygon(hull, fill: Tone.pencil, weight: 0.7)
        let sail = [
            foot + Point(-size * 0.05, -size * 0.35), foot + Point(0, -size * 1.9),
            foot + Point(size * 0.75, -size * 0.5),
        ]
        pen.polygon(sail, fill: .paper, weight: 0.7)
        pen.line([foot + Point(-size * 0.08, -size * 0.3), foot + Point(-size * 0.05, -size * 2)], weight: 0.7)
    }

    private func gull(at centre: Point) {
        let size = unit * 2.2
        pen.curve(
            [
                centre + Point(-size, -size * 0.3), centre + Point(-size * 0.4, -size * 0.5), centre,
                centre + Point(size * 0.4, -size * 0.5), centre + Point(size, -size * 0.3),
            ], weight: 0.7)
    }

    func river() {
        groundWash(0.08)
        let hills = Outline.smooth([
            stage.far(-0.2, 0.05), stage.far(0.1, 0.16), stage.far(0.38, 0.06), stage.far(0.7, 0.2),
            stage.far(1.2, 0.04),
        ])
        pen.canvas.fill(hills + [stage.far(1.2, 0), stage.far(-0.2, 0)], Tone.marker.faint(0.18))
        pen.line(hills, weight: 0.6, .pencil)
        pen.line([stage.ground(0, 0), stage.ground(1, 0)], weight: 0.5, .pencil)
        let left = Outline.smooth([
            stage.ground(0.5, 0), stage.ground(0.33, 0.13), stage.ground(0.48, 0.29), stage.ground(1.08, 0.46),
        ])
        let right = Outline.smooth([
            stage.ground(0.58, 0), stage.ground(0.54, 0.1), stage.ground(0.72, 0.17), stage.ground(1.08, 0.2),
        ])
        let water = left + right.reversed()
        pen.canvas.fill(water, .paper)
        pen.canvas.fill(water, Tone.marker.faint(0.26))
        pen.hatch(water, angle: 0.02, gap: 7, weight: 0.5, Tone.pencil.faint(0.7))
        pen.line(left, weight: 0.8, .pencil)
        pen.line(right, weight: 0.8, .pencil)
        bridge()
        tree(at: stage.ground(0.14, 0.12), height: unit * 26 * stage.zoom, weight: 0.7)
        for _ in 0..<16 {
            let depth = pen.dice.between(0.5, 1)
            tuft(
                at: stage.ground(pen.dice.unit(), depth),
                size: unit * (1 + depth * 3))
        }
    }

    private func bridge() {
        let (start, end) = (stage.ground(0.3, 0.16), stage.ground(0.66, 0.13))
        let middle = stage.ground(0.48, 0.14) + Point(0, -unit * 7 * stage.zoom)
        let top = Outline.smooth([start, middle, end])
        let under = top.map { $0 + Point(0, unit * 2) }
        pen.canvas.fill(top + under.reversed(), .paper)
        pen.line(top, weight: 0.9)
        pen.line(under, weight: 0.7, .pencil)
        let rail = top.map { $0 + Point(0, -unit * 3) }
        pen.line(rail, weight: 0.7, .pencil)
        for index in stride(from: 0, to: top.count, by: 3) {
            pen.line([top[index], rail[index]], weight: 0.6, .pencil)
        }
    }
}
