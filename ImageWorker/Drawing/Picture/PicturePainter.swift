/// Draws what is inside the frame: backdrop, weather, people, names, and what stands between them and us.
struct PicturePainter {
    let panel: Panel
    let box: Box
    let pen: Pen
    let framing: Framing

    init(_ panel: Panel, box: Box, pen: Pen) {
        self.panel = panel
        self.box = box
        self.pen = pen
        framing = Framing(panel.shot, angle: panel.angle)
    }

    func draw() {
        world()
        action()
    }

    /// The empty stage: sky, place and ground.
    func world() {
        pen.canvas.fill(box, .paper)
        leaning {
            Backdrop(setting: panel.setting, stage: stage, pen: part("backdrop")).draw()
            if framing.veil > 0 { pen.canvas.fill(stage.box, Tone.paper.faint(framing.veil)) }
        }
    }

    /// Who and what is on it.
    func action() {
        let placed = Staging(panel: panel, box: box, framing: framing).placed()
        leaning {
            draw(placed)
            if showsProp { PropPainter(prop: panel.prop ?? .letter, box: box, pen: part("prop")).draw() }
            foreground()
            if isOutdoors { WeatherVeil(weather: panel.setting.weather, stage: stage, pen: part("weather")).draw() }
            names(of: placed)
        }
    }

    /// A leaning picture needs a stage that reaches beyond its frame, or paper would show in the corners.
    private var stage: Stage {
        let wide = panel.angle == .dutch ? box.inset(by: -box.height * 0.1) : box
        return Stage(box: wide, horizon: box.y + box.height * framing.horizon, zoom: framing.zoom)
    }

    private func leaning(_ body: () -> Void) {
        if panel.angle == .dutch {
            pen.canvas.turned(by: -0.13, around: box.centre, body)
        } else {
            body()
        }
    }

    private func part(_ name: String) -> Pen {
        pen.with(Dice(seed: panel.seed, part: name))
    }

    private var showsProp: Bool {
        switch panel.shot {
        case .insert: true
        case .closeUp, .extremeCloseUp: panel.figures.isEmpty && panel.prop != nil
        case .extremeWide, .wide, .full, .mediumWide, .medium, .mediumCloseUp, .overTheShoulder, .twoShot,
            .pointOfView, .aerial:
            false
        }
    }

    /// In a room the weather stays behind the window.
    private var isOutdoors: Bool { panel.setting.place != .room && panel.setting.place != .space }

    private func draw(_ placed: [Staging.Placed]) {
        for (index, person) in placed.enumerated() {
            let own = part("figure \(index) \(person.figure.name)")
            if framing.body < 1.2 { groundShadow(of: person, with: own) }
            FigurePainter(rig: person.rig, look: person.look, mood: person.figure.mood, pen: own).draw()
        }
    }

    /// After everything else, so that nothing falls on them.
    private func names(of placed: [Staging.Placed]) {
        for person in placed where !person.figure.name.isEmpty { name(person) }
    }

    private func groundShadow(of person: Staging.Placed, with own: Pen) {
        let height = person.rig.height
        // From far above shadows are long.
        let reach = panel.shot == .aerial ? 0.5 : 0.2
        own.shadow(
            at: person.rig.sole + Point(height * reach * 0.55, -height * 0.004), across: height * reach,
            down: height * 0.028)
    }

    /// The name, small, over a far figure's head and beside a near figure's shoulder.
    private func name(_ person: Staging.Placed) {
        let size = max(9, min(min(box.height, box.width) * 0.026, 40))
        guard box.height > 180 else { return }
        let isFar = framing.body < 0.9
        let place: Point
        if isFar {
            place = Point(
                person.rig.headCentre.x,
                person.rig.headCentre.y - person.rig.headShare * person.rig.height * 0.75 - size * 0.8)
        } else {
            // Above the shoulder, beside the neck; a face that fills the frame has its name below.
            let beside = person.rig.upper(0, person.rig.neckline + 0.012)
            let side = person.rig.shoulder * person.rig.height * (person.rig.sole.x < box.centre.x ? -0.95 : 0.95)
            place = Point(beside.x + side, min(beside.y, box.bottom - size * 1.3))
        }
        let style = TextStyle(size: size, weight: .bold, tone: .ink, lines: 1, isCentred: true)
        let width = box.width * 0.3
        let left = min(max(place.x - width / 2, box.x + 4), box.right - width - 4)
        let area = Box(x: left, y: place.y - size * 0.75, width: width, height: size * 1.5)
        TextBlock(person.figure.name, style: style).draw(in: area, on: pen.canvas, patch: Tone.paper.faint(0.86))
    }

    private func foreground() {
        let own = part("foreground")
        switch panel.shot {
        case .overTheShoulder: Foreground(box: box, pen: own).shoulder(of: listener, ancient: panel.setting.ancient)
        case .pointOfView: Foreground(box: box, pen: own).hands()
        case .extremeWide, .wide, .full, .mediumWide, .medium, .mediumCloseUp, .closeUp, .extremeCloseUp, .twoShot,
            .insert, .aerial:
            break
        }
    }

    /// Over whose shoulder we look.
    private var listener: PanelFigure {
        panel.figures.count > 1 ? panel.figures[1] : PanelFigure(name: "", dress: .masculine)
    }
}
