/// A head seen from the front or turned to a side. Head coordinates: (0, 0) is the middle, x and y run to ±1 at the
/// head's edges, y downwards.
struct Head {
    let centre: Point
    let across: Double
    let down: Double
    let turn: Double
    let look: Look
    let mood: PanelFigure.Mood
    let weight: Double
    let pen: Pen

    func at(_ x: Double, _ y: Double) -> Point {
        Point(centre.x + x * across, centre.y + y * down)
    }

    /// A point of the face: moves with the turn, most in the middle.
    func face(_ x: Double, _ y: Double) -> Point {
        at(x * (1 - abs(turn) * 0.14) + turn * 0.30 * (1 - x * x * 0.35), y)
    }

    /// How much is worth drawing, by the head's height in line widths.
    enum Detail { case dot, plain, drawn, full }

    var detail: Detail {
        let size = down * 2 / pen.width
        return size < 8 ? .dot : size < 30 ? .plain : size < 110 ? .drawn : .full
    }

    var hairTone: Tone {
        look.hairTone > 0.55 ? Tone.ink.faint(look.hairTone) : Tone.marker.faint(look.hairTone)
    }

    /// What lies behind the neck: long hair.
    func drawBehind() {
        hairBehind()
    }

    func draw() {
        let skull = self.skull
        pen.canvas.fill(skull, .paper)
        if detail != .dot { ears() }
        pen.outline(skull, fill: .paper, weight: weight)
        switch detail {
        case .dot: break
        case .plain: plainFace()
        case .drawn:
            shadeFace()
            drawnFace()
        case .full:
            shadeFace()
            features()
        }
        if look.beard { beard() }
        hairInFront()
        if look.glasses, detail != .dot { glasses() }
    }

    private var skull: [Point] {
        let jaw = look.feminine ? 0.7 : 0.79
        let chin = turn * 0.16
        return Outline.smooth(
            [
                at(0, -1), at(0.62, -0.86), at(0.97, -0.36), at(0.95, 0.12), at(jaw + turn * 0.1, 0.58),
                at(0.34 + chin, 0.93), at(chin, 1.0), at(-0.34 + chin, 0.93), at(-jaw + turn * 0.1, 0.58),
                at(-0.95, 0.12), at(-0.97, -0.36), at(-0.62, -0.86),
            ], closed: true)
    }

    private func ears() {
        for side in [-1.0, 1.0] where side * turn < 0.35 {
            let middle = at(side * 0.99 - turn * 0.06, 0.1)
            let edge = Outline.ellipse(middle, across * 0.14, down * 0.2)
            pen.outline(edge, fill: .paper, weight: weight * 0.8)
            if detail == .full {
                pen.curve(
                    [
                        middle + Point(0, -down * 0.1), middle + Point(side * across * 0.05, 0),
                        middle + Point(0, down * 0.08),
                    ], weight: weight * 0.4, .pencil)
            }
        }
    }

    /// Shadow on the side away from the light, and a little on the cheeks.
    private func shadeFace() {
        let side = Outline.smooth(
            [
                face(0.62, -0.3), at(0.97, -0.34), at(0.94, 0.12), at((look.feminine ? 0.64 : 0.72) + turn * 0.1, 0.6),
                at(0.3 + turn * 0.16, 0.93), face(0.55, 0.5),
            ],
            closed: true)
        pen.canvas.fill(side, Tone.marker.faint(0.16))
        pen.hatch(side, angle: -0.85, gap: 3.6, weight: 0.45, Tone.pencil.faint(0.75))
        for x in [-0.5, 0.5] {
            let cheek = face(x, 0.4)
            let lines = [-0.08, 0, 0.08].map { shift in
                (
                    cheek + Point(across * (shift - 0.03), down * 0.05),
                    cheek + Point(across * (shift + 0.03), -down * 0.05)
                )
            }
            pen.canvas.strokes(lines, width: max(0.6, pen.width * 0.4), Tone.pencil.faint(0.55))
        }
    }
}
