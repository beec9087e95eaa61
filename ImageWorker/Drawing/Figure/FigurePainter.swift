import Glibc

/// Draws one person, whole; the picture's edge cuts what the shot leaves out.
struct FigurePainter {
    let rig: Rig
    let look: Look
    let mood: PanelFigure.Mood
    let pen: Pen

    var height: Double { rig.height }
    /// Small figures get thinner lines.
    var weight: Double { min(1.5, max(0.5, 0.5 + height / pen.width / 420)) }
    /// Small figures are drawn without folds and hatching.
    var isSmall: Bool { height < pen.width * 75 }

    func draw() {
        if rig.pose == .sitting { seat() }
        for arm in rig.arms where arm.isBehind { draw(arm: arm) }
        if showsLegs { for leg in rig.legs { draw(leg: leg) } }
        let head = self.head
        head.drawBehind()
        neck()
        clothes()
        for arm in rig.arms where !arm.isBehind { draw(arm: arm) }
        if look.scarf { scarf() }
        head.draw()
    }

    private var head: Head {
        let tall = rig.headShare * height
        return Head(
            centre: rig.headCentre, across: tall * 0.385, down: tall * 0.5, turn: rig.turn, look: look, mood: mood,
            weight: weight, pen: pen)
    }

    /// Long skirts hide the legs, except of those who run or sit.
    private var showsLegs: Bool {
        switch look.outfit {
        case .shirt, .jacket, .coat, .dress: true
        case .robe, .gown: rig.pose == .running || rig.pose == .sitting
        }
    }

    /// Fills with paper and, over it, the cloth's own grey.
    func cloth(_ outline: [Point], tone: Double, weight: Double) {
        pen.canvas.fill(outline, .paper)
        if tone > 0.02 {
            pen.canvas.fill(outline, tone > 0.55 ? Tone.ink.faint(tone * 0.85) : Tone.marker.faint(tone))
        }
        pen.outline(outline, fill: nil, weight: weight)
    }

    private func draw(leg: Rig.Limb) {
        let bare = look.outfit == .dress
        let widths = bare ? [0.062, 0.05, 0.03] : [0.082, 0.068, 0.052]
        var edge = Outline.smooth(Outline.band(leg.joints, widths.map { $0 * height }), closed: true)
        edge.append(edge[0])
        cloth(edge, tone: bare ? 0 : look.bottom, weight: weight)
        shoe(at: leg.joints[2])
    }

    private func shoe(at ankle: Point) {
        let isSideways = rig.pose == .walking || rig.pose == .running || abs(rig.turn) > 0.45
        let (heel, toe) = isSideways ? (0.026, 0.07) : (0.027, 0.03)
        let outward = isSideways ? rig.heading : ankle.x < rig.sole.x ? -1.0 : 1.0
        func at(_ x: Double, _ y: Double) -> Point { ankle + Point(x * outward * height, y * height) }
        let edge = Outline.smooth(
            [
                at(-heel, -0.008), at(0.02, -0.012), at(toe * 0.8, 0.012), at(toe, 0.03), at(toe * 0.5, 0.036),
                at(-heel, 0.034),
            ], closed: true)
        pen.outline(edge, fill: .paper, weight: 0)
        pen.outline(edge, fill: Tone.ink.faint(0.85), weight: weight * 0.7)
    }

    private func draw(arm: Rig.Limb) {
        let joints = arm.joints
        hand(at: joints[2], from: joints[1])
        let flowing = look.outfit == .robe || look.outfit == .gown
        let widths =
            flowing ? [0.066, 0.078, 0.115] : look.outfit == .coat ? [0.064, 0.058, 0.05] : [0.058, 0.05, 0.038]
        let cuff = joints[1].towards(joints[2], flowing ? 0.93 : 0.9)
        let edge = Outline.smooth(
            Outline.band([joints[0], joints[1], cuff], widths.map { $0 * height }), closed: true)
        let bareArm = look.outfit == .dress
        cloth(edge, tone: bareArm ? 0 : look.top, weight: weight)
        guard !isSmall, !bareArm else { return }
        let fold = (joints[0] - joints[1]).direction * (height * 0.02)
        for shift in [-0.2, 0.5] {
            let start = joints[1] + fold * shift
            pen.line(
                [start + fold.normal * 0.9, start + fold * 0.5 - fold.normal * 0.6], weight: weight * 0.5, foldTone)
        }
    }

    /// Folds are dark on light cloth and light on dark cloth.
    var foldTone: Tone { look.top > 0.55 ? Tone.paper.faint(0.5) : Tone.pencil }

    private func hand(at wrist: Point, from elbow: Point) {
        let forward = (wrist - elbow).direction
        let length = height * 0.05
        let centre = wrist + forward * (length * 0.25)
        let side = forward.normal * (height * 0.017)
        let palm = Outline.smooth(
            [
                centre - forward * (length * 0.5) + side * 0.8, centre + side * 1.15,
                centre + forward * (length * 0.45) + side,
                centre + forward * (length * 0.66), centre + forward * (length * 0.4) - side, centre - side * 1.1,
                centre - forward * (length * 0.5) - side * 0.8,
            ], closed: true)
        pen.outline(palm, fill: .paper, weight: weight * 0.8)
        guard height > pen.width * 300 else { return }
        for share in [-0.4, 0.1, 0.55] {
            pen.line(
                [
                    centre + side * share + forward * (length * 0.1),
                    centre + side * share * 0.7 + forward * (length * 0.5),
                ], weight: weight * 0.4)
        }
    }

    private func neck() {
        let half = look.feminine ? 0.024 : 0.031
        let edge = [
            rig.upper(-half, rig.chin + 0.03), rig.upper(-half, rig.neckline),
            rig.upper(-half * 1.7, rig.neckline - 0.03),
            rig.upper(half * 1.7, rig.neckline - 0.03), rig.upper(half, rig.neckline), rig.upper(half, rig.chin + 0.03),
        ]
        pen.canvas.fill(edge, .paper)
        if !isSmall {
            let shade = Outline.smooth([
                rig.upper(-half, rig.chin + 0.02), rig.upper(half, rig.chin + 0.02),
                rig.upper(half, rig.neckline + 0.004),
                rig.upper(half * 0.5, rig.chin - 0.019), rig.upper(0, rig.chin - 0.012),
                rig.upper(-half, rig.chin - 0.004),
            ])
            pen.canvas.fill(shade, Tone.marker.faint(0.3))
            pen.hatch(shade, angle: 0.5, gap: 2.6, weight: 0.5)
        }
        pen.line(Array(edge[0...2]), weight: weight)
        pen.line(Array(edge[3...5]), weight: weight)
    }

    private func scarf() {
        let half = 0.05
        let edge = Outline.smooth(
            [
                rig.upper(-half, rig.neckline + 0.012), rig.upper(0, rig.neckline - 0.004),
                rig.upper(half, rig.neckline + 0.012),
                rig.upper(half * 1.15, rig.neckline - 0.022), rig.upper(0, rig.neckline - 0.045),
                rig.upper(-half * 1.15, rig.neckline - 0.022),
            ], closed: true)
        let tail = [
            rig.upper(0.012, rig.neckline - 0.035), rig.upper(0.042, rig.neckline - 0.03),
            rig.upper(0.056, rig.neckline - 0.16),
            rig.upper(0.02, rig.neckline - 0.165),
        ]
        let tone = look.top > 0.4 ? 0.0 : 0.5
        cloth(tail + [tail[0]], tone: tone, weight: weight * 0.9)
        cloth(edge, tone: tone, weight: weight * 0.9)
        if !isSmall { pen.hatch(edge, angle: 1.2, gap: 3.2, weight: 0.5) }
    }

    private func seat() {
        let top = 0.47
        let edge = [rig.at(-0.17, top), rig.at(0.17, top), rig.at(0.15, top - 0.06), rig.at(-0.15, top - 0.06)]
        pen.polygon(edge, fill: .paper, weight: weight)
        pen.hatch(edge, angle: 0.1, gap: 2.5)
        for side in [-0.13, 0.13] {
            pen.line([rig.at(side, top - 0.06), rig.at(side, rig.sunk)], weight: weight * 1.2)
        }
    }
}
