extension FigurePainter {
    func clothes() {
        switch look.outfit {
        case .shirt: shirt()
        case .jacket: jacket()
        case .coat: coat()
        case .dress: dress()
        case .robe, .gown: robe()
        }
    }

    /// From the neck over the shoulders down to a hem.
    private func torso(hem: Double, width: Double, waist: Double) -> [Point] {
        let (top, side) = (rig.neckline, rig.shoulder)
        func half(_ sign: Double) -> [Point] {
            [
                rig.upper(0.042 * sign, top - 0.004), rig.upper(side * 0.72 * sign, top - 0.022),
                rig.upper(side * sign, top - 0.055), rig.upper((side - 0.012) * sign, top - 0.13),
                rig.upper(waist * sign, 0.61), joint(width * sign, hem),
            ]
        }
        let right = Outline.smooth(half(1))
        let left = Outline.smooth(half(-1).reversed())
        return right + left + [right[0]]
    }

    /// Below the hips the body does not lean.
    private func joint(_ x: Double, _ y: Double) -> Point {
        y >= 0.5 ? rig.upper(x, y) : rig.at(x, y)
    }

    private func shade(_ outline: [Point]) {
        guard !isSmall else { return }
        // The light comes from the upper left: the right third lies in shadow.
        let right = outline.map { Point(max($0.x, rig.sole.x + height * 0.045), $0.y) }
        pen.hatch(right, angle: -0.95, gap: 3, weight: 0.55, look.top > 0.55 ? Tone.paper.faint(0.35) : Tone.pencil)
    }

    private func shirt() {
        let edge = torso(hem: 0.5, width: 0.086, waist: look.feminine ? 0.068 : 0.08)
        cloth(edge, tone: look.top, weight: weight)
        shade(edge)
        collar(depth: 0.05)
        guard !isSmall else { return }
        pen.line([rig.upper(0, rig.neckline - 0.05), rig.upper(0, 0.505)], weight: weight * 0.6, foldTone)
        for y in stride(from: rig.neckline - 0.085, to: 0.53, by: -0.062) {
            let button = Outline.ellipse(rig.upper(0.008, y), height * 0.0045, height * 0.0045)
            pen.outline(button, fill: .paper, weight: weight * 0.4)
        }
        pen.line([rig.upper(-0.075, 0.53), rig.upper(-0.035, 0.56)], weight: weight * 0.5, foldTone)
    }

    private func jacket() {
        let edge = torso(hem: 0.475, width: 0.096, waist: 0.086)
        cloth(edge, tone: look.top, weight: weight)
        shade(edge)
        lapels(to: 0.6)
        pen.line([rig.upper(0, 0.6), joint(0.006, 0.475)], weight: weight * 0.7, foldTone)
    }

    private func coat() {
        let edge = torso(hem: 0.25, width: 0.125, waist: look.feminine ? 0.075 : 0.088)
        cloth(edge, tone: look.top, weight: weight)
        shade(edge)
        lapels(to: 0.64)
        pen.line([rig.upper(0, 0.64), rig.at(0.01, 0.25)], weight: weight * 0.7, foldTone)
        guard !isSmall else { return }
        pen.line([rig.upper(-0.085, 0.585), rig.upper(0.085, 0.585)], weight: weight * 0.8, foldTone)
        pen.line([rig.upper(-0.083, 0.565), rig.upper(0.083, 0.565)], weight: weight * 0.8, foldTone)
        for side in [-0.06, 0.055] {
            pen.line([joint(side, 0.5), joint(side * 1.5, 0.3)], weight: weight * 0.5, foldTone)
        }
    }

    private func dress() {
        let edge = torso(hem: 0.27, width: 0.15, waist: 0.062)
        cloth(edge, tone: look.top, weight: weight)
        shade(edge)
        let dip = Outline.smooth([
            rig.upper(-0.042, rig.neckline), rig.upper(0, rig.neckline - 0.04), rig.upper(0.042, rig.neckline),
        ])
        pen.canvas.fill(dip, .paper)
        pen.line(dip, weight: weight * 0.8)
        guard !isSmall else { return }
        pen.line([rig.upper(-0.062, 0.61), rig.upper(0.062, 0.61)], weight: weight * 0.8, foldTone)
        for side in [-0.09, -0.04, 0.02, 0.08] {
            pen.curve(
                [rig.upper(side * 0.45, 0.6), joint(side * 0.8, 0.45), rig.at(side * 1.25, 0.285)],
                weight: weight * 0.5, foldTone)
        }
    }

    /// Crossed collar, sash, long skirt.
    private func robe() {
        let isShort = rig.pose == .running || rig.pose == .sitting
        let edge = torso(hem: isShort ? 0.33 : 0.035, width: look.outfit == .gown ? 0.17 : 0.13, waist: 0.082)
        cloth(edge, tone: look.top, weight: weight)
        shade(edge)
        collarBands()
        let sash = [
            rig.upper(-0.084, 0.625), rig.upper(0.084, 0.625), rig.upper(0.086, 0.575), rig.upper(-0.086, 0.575),
        ]
        cloth(sash + [sash[0]], tone: look.top > 0.4 ? 0 : 0.62, weight: weight * 0.9)
        guard !isSmall else { return }
        let hem = isShort ? 0.36 : 0.07
        for side in [-0.07, -0.025, 0.03, 0.075] {
            pen.curve(
                [rig.upper(side * 0.7, 0.57), joint(side, 0.4), joint(side * 1.5, hem)], weight: weight * 0.5, foldTone)
        }
        pen.line([rig.upper(0.02, 0.58), joint(0.035, 0.42)], weight: weight * 1.1, foldTone)
    }

    /// Two bands that cross on the breast, the left one over the right one.
    private func collarBands() {
        let tone = look.top > 0.35 ? 0.0 : 0.55
        let breast = [
            rig.upper(-0.04, rig.neckline + 0.006), rig.upper(0.04, rig.neckline + 0.006),
            rig.upper(0, rig.neckline - 0.09),
        ]
        pen.canvas.fill(breast, .paper)
        let wide = height * 0.02
        for (start, end) in [
            (rig.upper(-0.047, rig.neckline + 0.004), rig.upper(0.012, rig.neckline - 0.12)),
            (rig.upper(0.047, rig.neckline + 0.004), rig.upper(-0.068, 0.625)),
        ] {
            let strip = Outline.band([start, start.towards(end, 0.5), end], [wide, wide * 1.05, wide])
            cloth(strip + [strip[0]], tone: tone, weight: weight * 0.8)
        }
    }

    private func collar(depth: Double) {
        for sign in [-1.0, 1.0] {
            let flap = [
                rig.upper(0.034 * sign, rig.neckline + 0.014), rig.upper(0, rig.neckline - depth * 0.8),
                rig.upper(0.036 * sign, rig.neckline - depth), rig.upper(0.058 * sign, rig.neckline - 0.008),
            ]
            pen.polygon(flap, fill: .paper, weight: weight * 0.8)
        }
    }

    private func lapels(to point: Double) {
        let breast = [rig.upper(-0.04, rig.neckline + 0.01), rig.upper(0.04, rig.neckline + 0.01), rig.upper(0, point)]
        pen.polygon(breast, fill: .paper, weight: weight * 0.7)
        if !isSmall, !look.feminine {
            let tie = [
                rig.upper(0, rig.neckline - 0.012), rig.upper(0.013, rig.neckline - 0.03),
                rig.upper(0.008, point + 0.03),
                rig.upper(0, point), rig.upper(-0.008, point + 0.03), rig.upper(-0.013, rig.neckline - 0.03),
            ]
            pen.polygon(tie, fill: Tone.ink.faint(0.7), weight: weight * 0.5)
        }
        for sign in [-1.0, 1.0] {
            let flap = [
                rig.upper(0.036 * sign, rig.neckline + 0.014), rig.upper(0.002 * sign, point),
                rig.upper(0.062 * sign, rig.neckline - 0.085), rig.upper(0.046 * sign, rig.neckline - 0.07),
                rig.upper(0.066 * sign, rig.neckline - 0.045), rig.upper(0.052 * sign, rig.neckline),
            ]
            pen.canvas.fill(flap, .paper)
            cloth(flap + [flap[0]], tone: look.top, weight: weight * 0.8)
        }
    }
}
