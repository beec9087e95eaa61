import Glibc

extension Backdrop {
    func sky() {
        switch setting.time {
        case .day: daySky()
        case .night: nightSky()
        case .sunset: eveningSky()
        }
    }

    private func daySky() {
        pen.canvas.fill(stage.sky, Tone.marker.faint(0.04))
        guard stage.sky.height > unit * 20, setting.weather == .clear else { return heavySky() }
        let sun = stage.far(pen.dice.between(0.78, 0.9), 0.44)
        pen.outline(Outline.ellipse(sun, unit * 4.5, unit * 4.5), fill: .paper, weight: 0.7, .pencil)
        for _ in 0..<3 {
            cloud(at: stage.far(pen.dice.between(0.05, 0.7), pen.dice.between(0.24, 0.5)), size: unit * 9)
        }
    }

    private func heavySky() {
        pen.hatch(stage.sky.corners, angle: -0.35, gap: 5, weight: 0.5, Tone.pencil.faint(0.35))
        for _ in 0..<4 {
            cloud(at: stage.far(pen.dice.between(0.05, 0.95), pen.dice.between(0.3, 0.5)), size: unit * 12)
        }
    }

    private func cloud(at centre: Point, size: Double) {
        let length = size * pen.dice.between(0.8, 1.3)
        let edge = [
            centre + Point(-length, size * 0.2), centre + Point(-length * 0.75, -size * 0.18),
            centre + Point(-length * 0.35, -size * 0.12), centre + Point(-length * 0.05, -size * 0.45),
            centre + Point(length * 0.4, -size * 0.2), centre + Point(length * 0.8, -size * 0.16),
            centre + Point(length, size * 0.2),
        ]
        let puffs = Outline.smooth(edge)
        pen.canvas.fill(puffs, .paper)
        pen.line(puffs, weight: 0.6, Tone.pencil.faint(0.75))
        pen.line([edge[0], edge[6]], weight: 0.4, Tone.pencil.faint(0.6))
    }

    private func nightSky() {
        pen.canvas.fill(stage.sky, Tone.ink.faint(0.56))
        pen.hatch(stage.sky.corners, angle: -0.5, gap: 3.2, weight: 0.6, Tone.ink.faint(0.45))
        let moon = stage.far(pen.dice.between(0.74, 0.86), 0.42)
        if stage.sky.height > unit * 15 { crescent(at: moon, size: unit * 5.5) }
        for _ in 0..<46 {
            let star = Point(box.x + box.width * pen.dice.unit(), box.y + stage.sky.height * 0.9 * pen.dice.unit())
            let size = unit * pen.dice.between(0.12, 0.34)
            pen.canvas.fill(Outline.ellipse(star, size, size), .paper)
        }
    }

    private func crescent(at centre: Point, size: Double) {
        pen.canvas.fill(Outline.ellipse(centre, size * 1.7, size * 1.7), Tone.paper.faint(0.12))
        let outer = Outline.ellipse(centre, size, size, from: -2.2, to: 1.6)
        let inner = Outline.ellipse(
            centre + Point(-size * 0.42, -size * 0.18), size * 0.8, size * 0.8, from: 1.3, to: -1.9)
        pen.canvas.fill(outer + inner, .paper)
    }

    private func eveningSky() {
        pen.canvas.fill(stage.sky, Tone.marker.faint(0.14))
        let isOpen = [.open, .sea, .desert, .field, .river].contains(setting.place)
        let sun = stage.far(0.3, isOpen ? 0.02 : 0.4)
        let disc = Outline.ellipse(sun, unit * 8 * stage.zoom, unit * 8 * stage.zoom)
        for band in 0..<7 {
            let up = 0.05 + Double(band) * 0.075
            let left = pen.dice.between(-0.1, 0.25)
            pen.curve(
                [
                    stage.far(left, up), stage.far(left + 0.3, up + 0.012),
                    stage.far(left + pen.dice.between(0.5, 0.9), up),
                ],
                weight: 0.6, Tone.pencil.faint(0.5))
        }
        pen.outline(disc, fill: .paper, weight: 0.9, .pencil)
        for ray in 0..<9 {
            let angle = Double.pi + Double(ray + 1) * .pi / 10
            let out = Point(cos(angle), sin(angle))
            let reach = unit * stage.zoom
            pen.line([sun + out * (reach * 11), sun + out * (reach * pen.dice.between(14, 19))], weight: 0.6, .pencil)
        }
    }

    /// Space: a dark sky, a planet, and bare ground with craters.
    func moonGround() {
        pen.canvas.fill(stage.sky, Tone.ink.faint(0.72))
        for _ in 0..<60 {
            let star = Point(box.x + box.width * pen.dice.unit(), box.y + stage.sky.height * pen.dice.unit())
            let size = unit * pen.dice.between(0.1, 0.35)
            pen.canvas.fill(Outline.ellipse(star, size, size), .paper)
        }
        let planet = stage.far(0.24, 0.33)
        pen.outline(Outline.ellipse(planet, unit * 11, unit * 11), fill: .paper, weight: 0.8)
        pen.hatch(Outline.ellipse(planet + Point(unit * 3, unit), unit * 7.5, unit * 9), gap: 2.4)
        pen.curve(
            [
                planet + Point(-unit * 17, unit * 4), planet + Point(0, unit * 4.5),
                planet + Point(unit * 17, -unit * 4),
            ],
            weight: 0.9, .paper)
        pen.canvas.fill(stage.land, .paper)
        groundWash(0.16)
        pen.line([stage.ground(0, 0), stage.ground(1, 0)], weight: 0.9)
        for _ in 0..<8 {
            let depth = pen.dice.between(0.1, 0.95)
            let size = unit * (1.5 + depth * 6)
            let crater = Outline.ellipse(stage.ground(pen.dice.unit(), depth), size, size * 0.32)
            pen.hatch(crater, angle: 0, gap: 2.5)
            pen.outline(crater, fill: nil, weight: 0.6, .pencil)
        }
    }
}
