extension Head {
    /// Dots and a stroke, for heads too small for more.
    func plainFace() {
        for x in [-0.36, 0.36] {
            pen.canvas.fill(Outline.ellipse(face(x, 0.02), across * 0.1, down * 0.09), .ink)
        }
        pen.curve(mouthLine, weight: weight * 0.6)
    }

    /// Between the two: lids, pupils, brows and mouth, each one stroke.
    func drawnFace() {
        for side in [-1.0, 1.0] {
            let middle = 0.4 * side
            let (inner, outer) = browLift
            pen.curve(
                [
                    face(0.2 * side, -0.24 + inner), face(middle, -0.3 + (inner + outer) / 2),
                    face(0.62 * side, -0.22 + outer),
                ],
                weight: weight * (look.feminine ? 0.7 : 1.05), look.hairTone < 0.2 ? .pencil : .ink)
            pen.curve(
                [face(middle - 0.2 * side, 0.04), face(middle, -0.05), face(middle + 0.2 * side, 0.02)],
                weight: weight * 0.9)
            let pupil = face(middle + turn * 0.06, 0.055)
            pen.canvas.fill(Outline.ellipse(pupil, across * 0.1, down * (mood == .surprised ? 0.11 : 0.09)), .ink)
            if look.feminine {
                pen.line([face(middle + 0.2 * side, 0.02), face(middle + 0.28 * side, -0.03)], weight: weight * 0.7)
            }
        }
        let lean = turn >= 0 ? 1.0 : -1.0
        pen.curve([face(0.08 * lean, 0.2), face(0.14 * lean, 0.36), face(0.03 * lean, 0.4)], weight: weight * 0.6)
        mouth()
    }

    func features() {
        for side in [-1.0, 1.0] {
            brow(side)
            eye(side)
        }
        nose()
        mouth()
    }

    private func brow(_ side: Double) {
        let (inner, outer) = browLift
        let middle = (inner + outer) / 2 - 0.07
        let line = [
            face(0.18 * side, -0.23 + inner), face(0.4 * side, -0.24 + middle), face(0.64 * side, -0.19 + outer),
        ]
        pen.curve(line, weight: weight * (look.feminine ? 1.2 : 1.9), look.hairTone < 0.2 ? .pencil : .ink)
    }

    /// How far the inner and the outer end of a brow move, downwards.
    private var browLift: (Double, Double) {
        switch mood {
        case .calm: (0, 0)
        case .happy: (-0.05, -0.02)
        case .sad: (-0.11, 0.06)
        case .angry: (0.1, -0.08)
        case .surprised: (-0.14, -0.12)
        }
    }

    private func eye(_ side: Double) {
        let nearer = 1 + side * turn * -0.22
        let (middle, half) = (0.4 * side, 0.205 * nearer)
        let open = mood == .surprised ? 0.15 : mood == .happy ? 0.085 : mood == .angry ? 0.088 : 0.108
        let y = 0.06
        let (inner, outer) = (face(middle - half * side, y + 0.025), face(middle + half * side, y - 0.005))
        let upper = Outline.smooth([
            inner, face(middle - half * 0.35 * side, y - open), face(middle + half * 0.5 * side, y - open * 0.82),
            outer,
        ])
        let lower = Outline.smooth([outer, face(middle + half * 0.2 * side, y + open * 0.72), inner])
        pen.canvas.fill(upper + lower, Tone(red: 1, green: 0.995, blue: 0.985))
        iris(at: face(middle + turn * 0.07, y - open * 0.08), size: min(open * 1.12, 0.125), lids: (y - open, y + open))
        pen.line(upper, weight: weight * 1.7)
        pen.line(lower, weight: weight * 0.5, .pencil)
        pen.curve(
            [
                face(middle - half * 0.8 * side, y - open * 0.8), face(middle, y - open * 1.55),
                face(middle + half * side, y - open * 0.9),
            ],
            weight: weight * 0.45, .pencil)
        if look.feminine { lashes(outer: outer, side: side) }
    }

    private func iris(at centre: Point, size: Double, lids: (Double, Double)) {
        let radius = size * down
        // The lids cover the iris above and below.
        let (low, high) = (at(0, lids.0).y, at(0, lids.1 - 0.03).y)
        func covered(_ radius: Double) -> [Point] {
            Outline.ellipse(centre, radius, radius).map { Point($0.x, min(max($0.y, low), high)) }
        }
        pen.canvas.fill(covered(radius), Tone.pencil)
        pen.canvas.fill(covered(radius * 0.58), .ink)
        let glint = centre + Point(-radius * 0.36, -radius * 0.36)
        pen.canvas.fill(Outline.ellipse(glint, radius * 0.24, radius * 0.24), .paper)
    }

    private func lashes(outer: Point, side: Double) {
        for step in 0..<2 {
            let root = outer + Point(-side * across * 0.05 * Double(step), -down * 0.014 * Double(step))
            pen.line([root, root + Point(side * across * 0.08, -down * 0.045)], weight: weight * 0.8)
        }
    }

    private func nose() {
        let lean = turn >= 0 ? 1.0 : -1.0
        pen.curve(
            [face(0.07 * lean, 0.08), face(0.1 * lean, 0.26), face(0.15 * lean, 0.37), face(0.06 * lean, 0.42)],
            weight: weight * 0.7)
        pen.curve(
            [face(-0.13 * lean, 0.38), face(-0.09 * lean, 0.425), face(-0.03 * lean, 0.41)], weight: weight * 0.55)
    }

    /// Ends and middle of the line between the lips.
    var mouthLine: [Point] {
        let (width, ends, middle): (Double, Double, Double) =
            switch mood {
            case .calm: (0.25, -0.012, 0.012)
            case .happy: (0.33, -0.07, 0.05)
            case .sad: (0.24, 0.05, -0.025)
            case .angry: (0.26, 0.03, -0.02)
            case .surprised: (0.13, 0, 0)
            }
        return [face(-width, 0.655 + ends), face(0, 0.655 + middle), face(width, 0.655 + ends)]
    }

    private func mouth() {
        if mood == .surprised {
            let open = Outline.ellipse(face(0, 0.68), across * 0.13, down * 0.095)
            pen.outline(open, fill: Tone.ink.faint(0.75), weight: weight * 0.9)
            return
        }
        let line = Outline.smooth(mouthLine)
        if mood == .happy {
            let lower = Outline.smooth([mouthLine[2], face(0, 0.655 + 0.15), mouthLine[0]])
            pen.outline(line + lower, fill: Tone(red: 1, green: 0.995, blue: 0.985), weight: weight * 0.7)
        }
        pen.line(line, weight: weight * 1.15)
        if look.feminine, mood != .happy {
            let upper = Outline.smooth([mouthLine[0], face(-0.09, 0.6), face(0, 0.617), face(0.09, 0.6), mouthLine[2]])
            pen.canvas.fill(upper + line.reversed(), Tone.marker.faint(0.55))
        }
        pen.curve([face(-0.11, 0.765), face(0, 0.785), face(0.11, 0.765)], weight: weight * 0.55, .pencil)
    }

    func glasses() {
        for side in [-1.0, 1.0] {
            let rim = Outline.ellipse(face(0.4 * side, 0.07), across * 0.29, down * 0.2)
            pen.line(rim, weight: weight * 0.9)
        }
        pen.curve([face(-0.11, 0.05), face(0, 0.02), face(0.11, 0.05)], weight: weight * 0.9)
        for side in [-1.0, 1.0] where side * turn < 0.35 {
            pen.line([face(0.69 * side, 0.04), at(0.97 * side, 0.02)], weight: weight * 0.8)
        }
    }

    func beard() {
        let edge = Outline.smooth(
            [
                at(-0.9 + turn * 0.05, 0.25), face(-0.5, 0.58), face(-0.3, 0.53), face(0, 0.545), face(0.3, 0.53),
                face(0.5, 0.58),
                at(0.9 + turn * 0.05, 0.25), at(0.8 + turn * 0.1, 0.72), at(0.38 + turn * 0.16, 1.08),
                at(turn * 0.16, 1.2),
                at(-0.38 + turn * 0.16, 1.08), at(-0.8 + turn * 0.1, 0.72),
            ], closed: true)
        let lips = Outline.ellipse(face(0, 0.665), across * 0.27, down * 0.075)
        pen.canvas.fill(edge, .paper)
        pen.canvas.fill(edge, look.hairTone > 0.55 ? Tone.pencil.faint(0.8) : Tone.marker.faint(0.15))
        pen.hatch(edge, angle: 1.45, gap: 2.4, weight: 0.55, look.hairTone > 0.55 ? Tone.ink.faint(0.7) : .pencil)
        pen.outline(edge, fill: nil, weight: weight * 0.6, .pencil)
        guard detail == .full else { return }
        pen.canvas.fill(lips, .paper)
        pen.curve(mouthLine, weight: weight)
    }
}
