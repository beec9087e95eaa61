import Glibc

/// A thing on a table, filling the picture, with a hand that holds or reaches for it.
struct PropPainter {
    let prop: PanelProp
    let box: Box
    let pen: Pen

    private var size: Double { box.height * 0.5 }
    private var middle: Point { box.at(0.46, 0.52) }

    func draw() {
        table()
        switch prop {
        case .letter: letter()
        case .phone: phone()
        case .sword: sword()
        case .key: key()
        case .cup: cup()
        case .book: book()
        }
        hand()
    }

    private func at(_ x: Double, _ y: Double) -> Point { Point(middle.x + x * size, middle.y + y * size) }

    private func table() {
        let top = [box.at(-0.05, 0.3), box.at(1.05, 0.24), box.at(1.05, 1.05), box.at(-0.05, 1.05)]
        pen.canvas.fill(top, .paper)
        pen.canvas.fill(top, Tone.marker.faint(0.16))
        pen.line([top[0], top[1]], weight: 1)
        for row in stride(from: 0.38, to: 1, by: 0.13) {
            let left = pen.dice.between(0, 0.4)
            pen.curve(
                [box.at(left, row), box.at(left + 0.25, row - 0.02), box.at(left + 0.5, row - 0.03)], weight: 0.5,
                Tone.pencil.faint(0.6))
        }
        pen.shadow(at: at(0.06, 0.5), across: size * 0.85, down: size * 0.16)
    }

    private func body(_ points: [Point], grey: Double = 0) {
        pen.canvas.fill(points, .paper)
        if grey > 0 { pen.canvas.fill(points, Tone.marker.faint(grey)) }
        pen.polygon(points, fill: nil, weight: 1.5)
    }

    private func letter() {
        body([at(-0.75, -0.35), at(0.55, -0.55), at(0.8, 0.4), at(-0.55, 0.62)])
        for row in 0..<6 {
            let down = -0.26 + Double(row) * 0.14
            let left = at(-0.58 + Double(row) * 0.033, down)
            let length = pen.dice.between(0.75, 1.08)
            pen.line([left, left + Point(size * length, -size * 0.15 * length)], weight: 0.8, .pencil)
        }
        body([at(0.2, 0.33), at(0.73, 0.13), at(0.8, 0.4), at(0.27, 0.49)], grey: 0.12)
    }

    private func phone() {
        body([at(-0.36, -0.7), at(0.36, -0.74), at(0.44, 0.68), at(-0.34, 0.74)], grey: 0.7)
        body([at(-0.29, -0.58), at(0.3, -0.61), at(0.36, 0.5), at(-0.27, 0.55)])
        for row in 0..<3 {
            let y = -0.4 + Double(row) * 0.3
            let left = row % 2 == 0 ? -0.2 : 0.0
            let bubble = Outline.ellipse(at(left + 0.1, y), size * 0.2, size * 0.09)
            pen.outline(bubble, fill: Tone.marker.faint(row % 2 == 0 ? 0.15 : 0.4), weight: 0.9)
        }
        pen.line([at(-0.08, 0.62), at(0.12, 0.61)], weight: 1.2, .paper)
    }

    private func sword() {
        body([at(-1.25, 0.42), at(-1.1, 0.3), at(0.3, -0.24), at(0.36, -0.1), at(-1.05, 0.42)], grey: 0.08)
        pen.line([at(-1.1, 0.37), at(0.3, -0.16)], weight: 0.8, .pencil)
        body([at(0.22, -0.42), at(0.32, -0.46), at(0.5, 0.02), at(0.41, 0.06)], grey: 0.6)
        body([at(0.36, -0.25), at(0.8, -0.42), at(0.85, -0.3), at(0.41, -0.12)], grey: 0.75)
        for share in stride(from: 0.1, to: 1, by: 0.2) {
            pen.line(
                [at(0.38 + 0.43 * share, -0.25 - 0.16 * share), at(0.44 + 0.4 * share, -0.14 - 0.15 * share)],
                weight: 0.8, .paper)
        }
        pen.outline(Outline.ellipse(at(0.88, -0.38), size * 0.07, size * 0.08), fill: .paper, weight: 1.2)
    }

    private func key() {
        let ring = Outline.ellipse(at(-0.45, 0), size * 0.34, size * 0.3)
        pen.outline(ring, fill: Tone.marker.faint(0.5), weight: 1.6)
        pen.outline(Outline.ellipse(at(-0.45, 0), size * 0.2, size * 0.17), fill: .paper, weight: 1.1)
        body([at(-0.13, -0.06), at(0.75, -0.14), at(0.77, -0.02), at(-0.12, 0.07)], grey: 0.4)
        body([at(0.46, -0.02), at(0.6, -0.03), at(0.62, 0.2), at(0.49, 0.21)], grey: 0.4)
        body([at(0.66, -0.03), at(0.76, -0.03), at(0.77, 0.13), at(0.68, 0.14)], grey: 0.4)
    }

    private func cup() {
        let handle = Outline.ellipse(at(0.42, 0.02), size * 0.26, size * 0.25)
        pen.outline(handle, fill: .paper, weight: 1.5)
        pen.outline(Outline.ellipse(at(0.42, 0.02), size * 0.15, size * 0.15), fill: Tone.marker.faint(0.2), weight: 1)
        body(
            Outline.smooth([
                at(-0.46, -0.36), at(-0.4, 0.2), at(-0.24, 0.5), at(0.24, 0.5), at(0.4, 0.2), at(0.46, -0.36),
            ]))
        pen.hatch(
            [at(0.12, -0.3), at(0.45, -0.34), at(0.38, 0.2), at(0.22, 0.48), at(0.08, 0.48)], gap: 2.8, weight: 0.6)
        pen.outline(Outline.ellipse(at(0, -0.36), size * 0.46, size * 0.12), fill: .paper, weight: 1.4)
        pen.outline(Outline.ellipse(at(0, -0.34), size * 0.38, size * 0.085), fill: Tone.pencil.faint(0.7), weight: 0.6)
        for x in [-0.12, 0.1] {
            pen.curve(
                [at(x, -0.5), at(x + 0.06, -0.6), at(x - 0.05, -0.72), at(x + 0.03, -0.86)], weight: 0.7, .pencil)
        }
    }

    private func book() {
        body([at(-0.95, -0.3), at(0, -0.42), at(0.95, -0.32), at(1.05, 0.46), at(0, 0.42), at(-1.05, 0.5)], grey: 0.55)
        for sign in [-1.0, 1.0] {
            let page = Outline.smooth([at(0, -0.4), at(0.4 * sign, -0.52), at(0.88 * sign, -0.38)])
            body(
                page + [at(0.97 * sign, 0.36)]
                    + Outline.smooth([at(0.97 * sign, 0.36), at(0.45 * sign, 0.24), at(0, 0.38)]))
            for row in 0..<6 {
                let y = -0.3 + Double(row) * 0.1
                pen.curve(
                    [at(0.1 * sign, y), at(0.42 * sign, y - 0.08), at(0.8 * sign, y + 0.01)], weight: 0.6, .pencil)
            }
        }
        pen.line([at(0, -0.4), at(0, 0.4)], weight: 1.1)
    }

    /// Fingers and a sleeve from the lower right.
    private func hand() {
        let wrist = box.at(0.86, 0.98)
        let reach = at(0.52, 0.36) - wrist
        let (forward, length) = (reach.direction, reach.length)
        func hand(_ along: Double, _ side: Double) -> Point {
            wrist + forward * (length * along) + forward.normal * (length * side)
        }
        let fingers = Outline.smooth(
            [
                hand(-0.1, -0.3), hand(0.35, -0.34), hand(0.7, -0.36), hand(0.98, -0.3), hand(0.98, -0.2),
                hand(0.72, -0.2),
                hand(1.06, -0.17), hand(1.07, -0.06), hand(0.74, -0.05), hand(1.05, 0), hand(1.04, 0.1), hand(0.7, 0.1),
                hand(0.92, 0.17), hand(0.9, 0.26), hand(0.6, 0.27), hand(0.3, 0.32), hand(-0.1, 0.28),
            ], closed: true)
        pen.outline(fingers, fill: .paper, weight: 1.5)
        pen.hatch([hand(0, 0), hand(0.5, 0.06), hand(0.52, 0.26), hand(0, 0.28)], gap: 3.2)
        for side in [-0.2, -0.05, 0.1] { pen.line([hand(0.7, side), hand(0.56, side + 0.005)], weight: 0.8) }
        let sleeve = [hand(0.12, -0.42), hand(0.12, 0.42), hand(-0.9, 0.6), hand(-0.9, -0.6)]
        body(sleeve, grey: 0.6)
        pen.hatch(sleeve, gap: 3, weight: 0.6)
    }
}
