import Glibc

extension Head {
    /// Hair that hangs behind neck and shoulders.
    func hairBehind() {
        switch look.hair {
        case .long: fall(to: 2.35, width: 1.32)
        case .bob: fall(to: 1.12, width: 1.26)
        case .curly: curls(around: 1.34, low: look.feminine ? 0.95 : 0.15)
        case .ponytail: tail()
        case .short, .fringe, .swept, .bun, .topknot, .bald: break
        }
    }

    private func fill(_ edge: [Point], weight: Double) {
        pen.canvas.fill(edge, .paper)
        pen.outline(edge, fill: hairTone, weight: weight)
    }

    private func fall(to end: Double, width: Double) {
        let back = turn * -0.14
        let edge = Outline.smooth(
            [
                at(back, -1.2), at(0.85 + back, -0.98), at(width + back, -0.1), at(width * 1.02 + back, end * 0.6),
                at(width * 0.78 + back, end), at(back, end * 0.94), at(-width * 0.78 + back, end),
                at(-width * 1.02 + back, end * 0.6), at(-width + back, -0.1), at(-0.85 + back, -0.98),
            ], closed: true)
        fill(edge, weight: weight)
        guard detail == .full || detail == .drawn else { return }
        for side in [-1.0, 1.0] {
            for share in [0.84, 0.95, 1.1] {
                let x = side * width * share * 0.9 + back
                pen.curve(
                    [at(x, 0.1), at(x * 1.04, end * 0.5), at(x * 0.9, end * 0.93)], weight: weight * 0.5, strandTone)
            }
        }
    }

    private func curls(around reach: Double, low: Double) {
        var edge: [Point] = []
        for step in 0..<24 {
            let angle = Double(step) / 24 * 2 * .pi
            let bump = step % 2 == 0 ? 1.0 : 0.9
            edge.append(at(cos(angle) * reach * bump, min(low, sin(angle) * reach * bump - 0.16)))
        }
        fill(Outline.smooth(edge, closed: true), weight: weight * 0.8)
    }

    private func tail() {
        let side = turn > 0 ? -1.0 : 1.0
        let edge = Outline.smooth(
            [
                at(0.55 * side, -0.95), at(1.25 * side, -0.85), at(1.75 * side, 0), at(1.55 * side, 1.25),
                at(1.3 * side, 1.65),
                at(1.2 * side, 1.0), at(1.25 * side, 0.1), at(0.85 * side, -0.55),
            ], closed: true)
        fill(edge, weight: weight)
        guard detail == .full || detail == .drawn else { return }
        for share in [0.25, 0.5, 0.75] {
            let (inner, outer) = (0.85 + share * 0.4, 1.2 + share * 0.35)
            pen.curve(
                [at(inner * side, -0.7), at(outer * side, 0.1), at(outer * 0.96 * side, 1.1)], weight: weight * 0.5,
                strandTone)
        }
    }

    func hairInFront() {
        switch look.hair {
        case .bald: fringeOfAge()
        case .short:
            cap(hairline: [(0.9, -0.2), (0.74, -0.52), (0.3, -0.6), (-0.2, -0.52), (-0.66, -0.56), (-0.9, -0.16)])
        case .fringe:
            cap(hairline: [
                (0.9, -0.08), (0.62, -0.34), (0.46, -0.22), (0.2, -0.4), (0, -0.2), (-0.3, -0.38), (-0.5, -0.2),
                (-0.9, -0.06),
            ])
        case .swept:
            cap(hairline: [(0.92, -0.15), (0.78, -0.45), (0.45, -0.74), (-0.1, -0.5), (-0.7, -0.36), (-0.92, -0.1)])
        case .long, .ponytail: cap(hairline: [(0.94, 0.16), (0.78, -0.3), (0.18, -0.84), (-0.5, -0.5), (-0.94, 0.16)])
        case .bob:
            cap(hairline: [
                (0.96, 0.3), (0.84, -0.22), (0.4, -0.3), (0, -0.27), (-0.4, -0.3), (-0.84, -0.22), (-0.96, 0.3),
            ])
        case .bun:
            knot(at: at(turn * -0.2, -1.34), size: 0.42)
            cap(hairline: [(0.94, -0.02), (0.72, -0.5), (0.1, -0.76), (-0.55, -0.6), (-0.94, -0.02)])
        case .topknot:
            knot(at: at(turn * -0.15, -1.42), size: 0.3)
            cap(hairline: [(0.93, -0.12), (0.76, -0.55), (0.2, -0.7), (-0.2, -0.7), (-0.76, -0.55), (-0.93, -0.12)])
            band()
        case .curly:
            cap(hairline: [
                (0.95, -0.02), (0.74, -0.4), (0.5, -0.36), (0.2, -0.52), (-0.12, -0.38), (-0.45, -0.5), (-0.72, -0.34),
                (-0.95, -0.02),
            ])
        }
    }

    /// From one temple over the crown to the other, then back along the hairline.
    private func cap(hairline: [(Double, Double)]) {
        let crown = [
            (-1.05, 0.02), (-1.13, -0.5), (-0.78, -1.08), (0, -1.22), (0.78, -1.08), (1.13, -0.5), (1.05, 0.02),
        ]
        let outer = Outline.smooth(crown.map { at($0.0 - turn * 0.04, $0.1) })
        let line = hairline.map { x, y in abs(x) > 0.88 ? at(x, y) : face(x, y) }
        let inner = Outline.smooth(line)
        let edge = outer + inner
        fill(edge + [edge[0]], weight: weight)
        guard detail == .full || detail == .drawn else { return }
        strands(outer: outer, inner: inner)
    }

    var strandTone: Tone { look.hairTone > 0.55 ? Tone.paper.faint(0.4) : Tone.pencil }

    /// Strokes from the crown to the hairline: the shine of hair.
    private func strands(outer: [Point], inner: [Point]) {
        let count = down > pen.width * 70 ? 26 : 9
        for step in 1..<count {
            let share = Double(step) / Double(count)
            let root = outer[min(outer.count - 1, Int(share * Double(outer.count)))]
            let tip = inner[max(0, inner.count - 1 - Int(share * Double(inner.count)))]
            let start = root.towards(tip, pen.dice.between(0.06, 0.4))
            let end = root.towards(tip, pen.dice.between(0.6, 0.97))
            let bow = start.towards(end, 0.5) + Point((start.x - centre.x) * 0.08, -down * 0.02)
            pen.curve([start, bow, end], weight: weight * pen.dice.between(0.35, 0.65), strandTone)
        }
    }

    private func knot(at middle: Point, size: Double) {
        let edge = Outline.ellipse(middle, across * size, down * size * 0.8)
        fill(edge, weight: weight)
        if detail == .full || detail == .drawn {
            pen.curve(
                [
                    middle + Point(-across * size * 0.6, 0), middle + Point(0, -down * size * 0.4),
                    middle + Point(across * size * 0.6, 0),
                ], weight: weight * 0.5, strandTone)
        }
    }

    private func band() {
        pen.line([at(-0.2 - turn * 0.1, -1.2), at(0.2 - turn * 0.1, -1.2)], weight: weight * 2.2, .paper)
        pen.line([at(-0.22 - turn * 0.1, -1.17), at(0.22 - turn * 0.1, -1.17)], weight: weight * 0.6)
    }

    /// What is left around a bald head.
    private func fringeOfAge() {
        for side in [-1.0, 1.0] {
            let edge = Outline.smooth(
                [
                    at(0.86 * side, -0.5), at(1.12 * side, -0.4), at(1.16 * side, 0.1), at(1.0 * side, 0.3),
                    at(0.9 * side, -0.05),
                ],
                closed: true)
            fill(edge, weight: weight * 0.6)
        }
        guard detail == .full || detail == .drawn else { return }
        for y in [-0.52, -0.42] {
            pen.curve([face(-0.4, y), face(0, y - 0.04), face(0.4, y)], weight: weight * 0.4, .pencil)
        }
    }
}
