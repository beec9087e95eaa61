extension Backdrop {
    func city() {
        skyline(tall: 0.42, tone: Tone.pencil.faint(0.55), wash: 0.08)
        skyline(tall: 0.30, tone: .pencil, wash: 0.2)
        pen.canvas.fill(stage.land, .paper)
        groundWash(0.12)
        pen.line([stage.ground(0, 0), stage.ground(1, 0)], weight: 0.8, .pencil)
        street()
        lamp(at: stage.ground(0.11, 0.3), height: unit * 34)
        lamp(at: stage.ground(0.87, 0.18), height: unit * 24)
    }

    private func skyline(tall: Double, tone: Tone, wash: Double) {
        var across = -0.1
        while across < 1.1 {
            let width = pen.dice.between(0.055, 0.12)
            let height = tall * pen.dice.between(0.4, 1)
            let corners = [
                stage.far(across, 0), stage.far(across, height), stage.far(across + width, height),
                stage.far(across + width, 0),
            ]
            pen.canvas.fill(corners, .paper)
            pen.canvas.fill(corners, Tone.marker.faint(wash + (setting.time == .night ? 0.3 : 0)))
            windows(left: across, width: width, height: height, tone: tone)
            pen.line(corners, weight: 0.65, tone)
            if pen.dice.chance(0.3) {
                let middle = across + width / 2
                pen.line([stage.far(middle, height), stage.far(middle, height + 0.05)], weight: 0.5, tone)
            }
            across += width + pen.dice.between(0.002, 0.015)
        }
    }

    private func windows(left: Double, width: Double, height: Double, tone: Tone) {
        let lit = setting.time == .night
        var marks: [(Point, Point)] = []
        var up = 0.03
        while up < height - 0.02 {
            for column in 1...3 where pen.dice.chance(lit ? 0.55 : 0.75) {
                let spot = stage.far(left + width * Double(column) / 4, up)
                marks.append((spot, spot + Point(0, unit * 0.9 * stage.zoom)))
            }
            up += 0.028
        }
        pen.canvas.strokes(marks, width: unit * 0.7 * stage.zoom, lit ? .paper : tone.faint(0.7))
    }

    private func street() {
        let vanishing = stage.ground(0.5, 0)
        for edge in [-0.25, 1.25] {
            pen.line([vanishing, stage.ground(edge, 1.05)], weight: 0.8, .pencil)
            pen.line([vanishing, stage.ground(edge < 0 ? edge - 0.22 : edge + 0.22, 1.05)], weight: 0.5, .pencil)
        }
        var depth = 0.08
        while depth < 1 {
            let next = depth * 1.35
            pen.line(
                [stage.ground(0.5, depth), stage.ground(0.5, min(next, 1.02))], weight: 0.5 + depth,
                Tone.pencil.faint(0.8))
            depth = next * 1.25
        }
    }

    private func lamp(at foot: Point, height: Double) {
        let top = foot + Point(0, -height)
        pen.line([foot, top], weight: 1.1)
        pen.curve([top, top + Point(unit * 2.5, -unit), top + Point(unit * 4.5, unit * 0.4)], weight: 0.9)
        let head = top + Point(unit * 4.6, unit * 1.2)
        if setting.time == .night {
            pen.canvas.fill(Outline.ellipse(head, unit * 5, unit * 5), Tone.paper.faint(0.35))
        }
        pen.outline(Outline.ellipse(head, unit * 1.3, unit * 0.9), fill: .paper, weight: 0.7)
    }

    func road() {
        groundWash(0.07)
        pen.line([stage.ground(0, 0), stage.ground(1, 0)], weight: 0.7, .pencil)
        let edge = [stage.ground(0.48, 0), stage.ground(0.52, 0), stage.ground(1.02, 1.05), stage.ground(-0.02, 1.05)]
        pen.canvas.fill(edge, Tone.marker.faint(0.2))
        pen.line([edge[0], edge[3]], weight: 0.9, .pencil)
        pen.line([edge[1], edge[2]], weight: 0.9, .pencil)
        street()
        for step in 0..<5 {
            let depth = 0.03 + Double(step * step) * 0.035
            let height = unit * (7 + depth * 62)
            tree(at: stage.ground(0.42 - depth * 0.62, depth), height: height, weight: 0.6 + depth)
            tree(at: stage.ground(0.58 + depth * 0.62, depth), height: height * 0.95, weight: 0.6 + depth)
        }
    }

    func village() {
        groundWash(0.1)
        let hill = Outline.smooth([
            stage.far(-0.2, 0.02), stage.far(0.3, 0.2), stage.far(0.7, 0.1), stage.far(1.2, 0.16),
        ])
        pen.line(hill, weight: 0.5, Tone.pencil.faint(0.7))
        pen.line([stage.ground(0, 0), stage.ground(1, 0)], weight: 0.6, .pencil)
        for (index, across) in [0.1, 0.27, 0.72, 0.9].enumerated() {
            let size = unit * pen.dice.between(9, 13) * stage.zoom
            house(at: stage.ground(across + pen.dice.around(0.03), index % 2 == 0 ? 0.12 : 0.04), size: size)
        }
        tree(at: stage.ground(0.42, 0.05), height: unit * 17 * stage.zoom, weight: 0.6)
        let path = [stage.ground(0.5, 0.02), stage.ground(0.46, 0.3), stage.ground(0.6, 0.6), stage.ground(0.4, 1.05)]
        pen.curve(path, weight: 0.7, .pencil)
        pen.curve(path.enumerated().map { $1 + Point(unit * Double(2 + $0 * 8), 0) }, weight: 0.7, .pencil)
    }

    private func house(at foot: Point, size: Double) {
        let wall = Box(x: foot.x - size, y: foot.y - size, width: size * 2, height: size)
        pen.polygon(wall.corners, fill: .paper, weight: 0.8, .pencil)
        let roof = [
            wall.at(-0.12, 0), wall.at(0.18, -0.75), wall.at(0.82, -0.75), wall.at(1.12, 0),
        ]
        pen.polygon(roof, fill: .paper, weight: 0.9)
        pen.hatch(roof, angle: 1.3, gap: 2.6, weight: 0.6)
        pen.polygon(
            [wall.at(0.4, 1), wall.at(0.4, 0.4), wall.at(0.6, 0.4), wall.at(0.6, 1)], fill: Tone.pencil, weight: 0.5)
        for across in [0.12, 0.72] {
            let window = Box(
                x: wall.x + wall.width * across, y: wall.y + wall.height * 0.35, width: size * 0.34, height: size * 0.3)
            pen.polygon(window.corners, fill: Tone.marker.faint(0.4), weight: 0.5, .pencil)
        }
    }

    /// A hall with a swept roof, columns and steps.
    func courtyard() {
        groundWash(0.08)
        pen.line([stage.ground(0, 0), stage.ground(1, 0)], weight: 0.6, .pencil)
        let eaves = 0.2
        let wall = [stage.far(0.2, 0), stage.far(0.2, eaves), stage.far(0.8, eaves), stage.far(0.8, 0)]
        pen.polygon(wall, fill: .paper, weight: 0.7, .pencil)
        pen.canvas.fill(wall, Tone.marker.faint(0.2))
        for across in stride(from: 0.24, through: 0.77, by: 0.104) {
            let column = Outline.band([stage.far(across, 0), stage.far(across, eaves)], [unit * 1.6, unit * 1.4])
            pen.polygon(column, fill: .paper, weight: 0.6, .pencil)
        }
        pen.polygon(
            [stage.far(0.46, 0), stage.far(0.46, 0.14), stage.far(0.54, 0.14), stage.far(0.54, 0)],
            fill: Tone.ink.faint(0.65), weight: 0.7)
        sweptRoof(low: eaves, high: 0.36, half: 0.38)
        sweptRoof(low: 0.38, high: 0.48, half: 0.22)
        for step in 0..<3 {
            let depth = 0.03 + Double(step) * 0.05
            let half = 0.12 + Double(step) * 0.035
            pen.line(
                [stage.ground(0.5 - half * stage.zoom, depth), stage.ground(0.5 + half * stage.zoom, depth)],
                weight: 0.7, .pencil)
        }
        paving()
    }

    private func sweptRoof(low: Double, high: Double, half: Double) {
        let left = [stage.far(0.5 - half, low + 0.035), stage.far(0.5 - half * 0.8, low), stage.far(0.5, low - 0.008)]
        let right = [stage.far(0.5 + half * 0.8, low), stage.far(0.5 + half, low + 0.035)]
        let up = [stage.far(0.5 + half * 0.72, low + 0.07), stage.far(0.5 + half * 0.55, high)]
        let down = [stage.far(0.5 - half * 0.55, high), stage.far(0.5 - half * 0.72, low + 0.07)]
        let roof = Outline.smooth(left + right) + Outline.smooth(up) + Outline.smooth(down)
        pen.canvas.fill(roof, .paper)
        pen.canvas.fill(roof, Tone.marker.faint(0.35))
        pen.hatch(roof, angle: 1.5, gap: 3, weight: 0.55)
        pen.polygon(roof, fill: nil, weight: 0.9)
    }

    private func paving() {
        for row in [0.28, 0.44, 0.66, 0.94] {
            pen.line([stage.ground(0, row), stage.ground(1, row)], weight: 0.4, Tone.pencil.faint(0.5))
        }
        for column in -4...4 {
            let offset = Double(column)
            pen.line(
                [stage.ground(0.5 + offset * 0.1, 0.2), stage.ground(0.5 + offset * 0.28, 1.02)], weight: 0.4,
                Tone.pencil.faint(0.5))
        }
    }
}
