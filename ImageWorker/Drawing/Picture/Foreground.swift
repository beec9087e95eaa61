/// What is so near that it stands between us and the scene.
struct Foreground {
    let box: Box
    let pen: Pen

    /// Back of a head and a shoulder at the right edge.
    func shoulder(of person: PanelFigure, ancient: Bool) {
        let look = Look(of: person, place: 1, ancient: ancient)
        let cloth = Outline.smooth([
            box.at(0.47, 1.1), box.at(0.52, 0.9), box.at(0.61, 0.78), box.at(0.715, 0.715), box.at(0.73, 0.64),
            box.at(0.93, 0.62), box.at(0.97, 0.70), box.at(1.12, 0.76), box.at(1.12, 1.1),
        ])
        pen.canvas.fill(cloth, .paper)
        pen.canvas.fill(cloth, Tone.ink.faint(0.3 + look.top * 0.4))
        pen.hatch(cloth, angle: -0.9, gap: 2.6, weight: 0.7, Tone.ink.faint(0.7))
        pen.line(cloth, weight: 2)
        pen.curve([box.at(0.72, 0.72), box.at(0.78, 0.76), box.at(0.93, 0.73)], weight: 1.3, Tone.paper.faint(0.6))
        backOfHead(look)
    }

    private func backOfHead(_ look: Look) {
        let middle = box.at(0.835, 0.4)
        let (across, down) = (box.height * 0.185, box.height * 0.255)
        func at(_ x: Double, _ y: Double) -> Point { Point(middle.x + x * across, middle.y + y * down) }
        let ear = Outline.ellipse(at(-0.98, 0.16), across * 0.13, down * 0.19)
        pen.outline(ear, fill: .paper, weight: 1.4)
        let hangs = look.hair == .long || look.hair == .bob
        let low = hangs ? 1.35 : 0.86
        let hair = Outline.smooth(
            [
                at(0, -1.05), at(0.72, -0.85), at(1.05, -0.2), at(hangs ? 1.1 : 0.86, 0.5), at(0.6, low),
                at(0, low + 0.06),
                at(-0.6, low), at(hangs ? -1.1 : -0.86, 0.5), at(-1.05, -0.2), at(-0.72, -0.85),
            ], closed: true)
        pen.canvas.fill(hair, .paper)
        let isDark = look.hairTone > 0.5
        pen.canvas.fill(hair, isDark ? Tone.ink.faint(0.82) : Tone.marker.faint(0.5))
        let shine = isDark ? Tone.paper.faint(0.4) : Tone.pencil
        for x in stride(from: -0.8, through: 0.81, by: 0.16) {
            let bow = x * 1.18
            pen.curve([at(x * 0.5, -0.86), at(bow, -0.1), at(x * 0.95, low * 0.82)], weight: 0.6, shine)
        }
        pen.outline(hair, fill: nil, weight: 1.9)
    }

    /// The viewer's own hands, reaching in from below.
    func hands() {
        hand(wrist: box.at(0.14, 1.06), mirrored: false)
        hand(wrist: box.at(0.86, 1.06), mirrored: true)
    }

    private func hand(wrist: Point, mirrored: Bool) {
        let size = box.height * 0.3
        func at(_ x: Double, _ y: Double) -> Point { Point(wrist.x + (mirrored ? -x : x) * size, wrist.y - y * size) }
        let sleeve = [at(-0.34, -0.1), at(-0.22, 0.28), at(0.2, 0.2), at(0.16, -0.1)]
        let palm = Outline.smooth(
            [
                at(-0.17, 0.2), at(-0.16, 0.55), at(-0.13, 0.72), at(-0.11, 0.98), at(-0.05, 1.03), at(0.0, 0.97),
                at(0.0, 0.78),
                at(0.03, 1.08), at(0.09, 1.13), at(0.14, 1.06), at(0.12, 0.79), at(0.17, 1.04), at(0.23, 1.06),
                at(0.26, 0.98),
                at(0.22, 0.73), at(0.29, 0.9), at(0.35, 0.9), at(0.37, 0.82), at(0.29, 0.58), at(0.4, 0.62),
                at(0.52, 0.66),
                at(0.55, 0.58), at(0.42, 0.46), at(0.26, 0.34), at(0.16, 0.16),
            ], closed: true)
        pen.outline(palm, fill: .paper, weight: 1.3)
        let shade = [at(-0.15, 0.2), at(-0.13, 0.6), at(0.0, 0.5), at(0.1, 0.2)]
        pen.hatch(shade, angle: -0.8, gap: 3.2)
        for x in [0.0, 0.12, 0.22] { pen.line([at(x, 0.78), at(x - 0.005, 0.66)], weight: 0.6) }
        pen.polygon(sleeve, fill: .paper, weight: 1.3)
        pen.canvas.fill(sleeve, Tone.marker.faint(0.55))
        pen.hatch(sleeve, gap: 2.8, weight: 0.6)
    }
}
