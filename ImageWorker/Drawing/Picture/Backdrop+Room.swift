extension Backdrop {
    /// One-point perspective: a back wall, floor, ceiling, and what makes it a room.
    func room() {
        let wall = Box(
            x: stage.far(0.2, 0).x, y: stage.far(0, 0.33).y, width: box.width * 0.6 * stage.zoom,
            height: box.height * 0.46 * stage.zoom)
        let topRight = wall.at(1, 0)
        let (bottomLeft, bottomRight) = (wall.at(0, 1), wall.at(1, 1))
        let dark = setting.time == .night ? 0.2 : 0.0
        pen.canvas.fill(box, Tone.marker.faint(0.07 + dark))
        let floor = [bottomLeft, bottomRight, reach(bottomRight, from: wall), reach(bottomLeft, from: wall)]
        pen.canvas.fill(floor, Tone.marker.faint(0.14))
        let side = [topRight, reach(topRight, from: wall), reach(bottomRight, from: wall), bottomRight]
        pen.canvas.fill(side, Tone.marker.faint(0.14))
        pen.hatch(side, angle: -1.15, gap: 5, weight: 0.45, Tone.pencil.faint(0.6))
        pen.polygon(wall.corners, fill: nil, weight: 0.7, .pencil)
        for corner in wall.corners { pen.line([corner, reach(corner, from: wall)], weight: 0.7, .pencil) }
        boards(of: wall)
        window(in: wall)
        picture(in: wall)
        cabinet(in: wall)
        ceilingLamp(over: wall)
    }

    /// A corner of the wall, carried on to the picture's edge and beyond.
    private func reach(_ corner: Point, from wall: Box) -> Point {
        corner + (corner - wall.centre) * 1.9
    }

    private func boards(of wall: Box) {
        for across in stride(from: 0.0, through: 1.0, by: 0.2) {
            let start = wall.at(across, 1)
            pen.line([start, reach(start, from: wall)], weight: 0.4, Tone.pencil.faint(0.55))
        }
    }

    private func window(in wall: Box) {
        let frame = Box(
            x: wall.x + wall.width * 0.09, y: wall.y + wall.height * 0.16, width: wall.width * 0.3,
            height: wall.height * 0.46)
        let isNight = setting.time == .night
        pen.polygon(frame.corners, fill: .paper, weight: 0.9)
        if isNight {
            pen.canvas.fill(frame.corners, Tone.ink.faint(0.62))
            pen.hatch(frame.corners, gap: 2.4, weight: 0.5, Tone.ink.faint(0.6))
            if setting.weather == .clear {
                let moon = frame.at(0.72, 0.26)
                pen.canvas.fill(Outline.ellipse(moon, frame.width * 0.09, frame.width * 0.09), .paper)
            }
        } else {
            for shift in [0.15, 0.28, 0.62] {
                pen.line([frame.at(shift, 0.42), frame.at(shift + 0.2, 0.12)], weight: 0.4, Tone.pencil.faint(0.6))
            }
        }
        pen.canvas.clipped(to: frame) { weather(behind: frame, isNight ? .paper : .pencil) }
        let bar = isNight ? Tone.paper : Tone.ink
        pen.line([frame.at(0.5, 0), frame.at(0.5, 1)], weight: 0.8, bar)
        pen.line([frame.at(0, 0.45), frame.at(1, 0.45)], weight: 0.8, bar)
        pen.line([frame.at(-0.08, 1.03), frame.at(1.08, 1.03)], weight: 1.2)
        curtain(from: frame.at(-0.12, -0.06), to: frame.at(-0.02, 1.12), swing: frame.width * 0.2)
        curtain(from: frame.at(1.12, -0.06), to: frame.at(1.02, 1.12), swing: -frame.width * 0.2)
    }

    /// Rain as streaks, snow as flakes, fog as a pale pane.
    private func weather(behind pane: Box, _ tone: Tone) {
        switch setting.weather {
        case .clear: break
        case .fog: pen.canvas.fill(pane, Tone.paper.faint(0.5))
        case .rain, .snow:
            for _ in 0..<26 {
                let spot = pane.at(pen.dice.unit(), pen.dice.unit())
                let length = pane.height * (setting.weather == .rain ? pen.dice.between(0.1, 0.2) : 0.012)
                pen.canvas.strokes(
                    [(spot, spot + Point(-length * 0.28, length))],
                    width: pen.width * (setting.weather == .rain ? 0.45 : 1.2), tone.faint(0.7))
            }
        }
    }

    private func curtain(from top: Point, to bottom: Point, swing: Double) {
        let edge = [
            top, top + Point(swing, 0), top.towards(bottom, 0.6) + Point(swing * 0.5, 0),
            bottom + Point(swing * 0.5, 0),
            Point(top.x, bottom.y),
        ]
        pen.polygon(edge, fill: .paper, weight: 0.6, .pencil)
        for share in [0.3, 0.65] {
            pen.line(
                [top + Point(swing * share, 0), Point(top.x + swing * share * 0.6, bottom.y)], weight: 0.4, .pencil)
        }
    }

    private func picture(in wall: Box) {
        let frame = Box(
            x: wall.x + wall.width * 0.66, y: wall.y + wall.height * 0.17, width: wall.width * 0.18,
            height: wall.height * 0.2)
        pen.polygon(frame.corners, fill: .paper, weight: 0.8, .pencil)
        pen.polygon(frame.inset(by: unit * stage.zoom).corners, fill: nil, weight: 0.4, .pencil)
        pen.line(
            [frame.at(0.15, 0.75), frame.at(0.4, 0.4), frame.at(0.6, 0.65), frame.at(0.85, 0.35)], weight: 0.5, .pencil)
    }

    private func cabinet(in wall: Box) {
        let body = Box(
            x: wall.x + wall.width * 0.58, y: wall.y + wall.height * 0.64, width: wall.width * 0.34,
            height: wall.height * 0.36)
        pen.polygon(body.corners, fill: .paper, weight: 0.9)
        pen.canvas.fill(body.corners, Tone.marker.faint(0.25))
        pen.line([body.at(0.5, 0.08), body.at(0.5, 0.95)], weight: 0.6, .pencil)
        pen.line([body.at(0, 0.1), body.at(1, 0.1)], weight: 0.6, .pencil)
        for across in [0.44, 0.56] { pen.line([body.at(across, 0.45), body.at(across, 0.58)], weight: 0.9) }
        let pot = [body.at(0.1, -0.02), body.at(0.07, -0.25), body.at(0.25, -0.25), body.at(0.22, -0.02)]
        pen.polygon(pot, fill: .paper, weight: 0.7)
        for lean in [-0.12, -0.04, 0.05, 0.13] {
            let root = body.at(0.16, -0.25)
            pen.curve(
                [
                    root, root + Point(body.width * lean * 0.4, -body.height * 0.3),
                    root + Point(body.width * lean, -body.height * 0.46),
                ], weight: 0.7, .pencil)
        }
    }

    private func ceilingLamp(over wall: Box) {
        let top = Point(wall.centre.x, box.y - unit)
        let shade = Point(wall.centre.x, max(wall.y - wall.height * 0.06, box.y + unit * 3))
        pen.line([top, shade], weight: 0.6, .pencil)
        let size = wall.width * 0.06
        pen.polygon(
            [
                shade + Point(-size * 0.4, 0), shade + Point(size * 0.4, 0), shade + Point(size, size * 0.8),
                shade + Point(-size, size * 0.8),
            ],
            fill: .paper, weight: 0.8)
    }
}
