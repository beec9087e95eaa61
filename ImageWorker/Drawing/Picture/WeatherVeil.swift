/// What falls or drifts between us and the scene.
struct WeatherVeil {
    let weather: PanelSetting.Weather
    let stage: Stage
    let pen: Pen

    private var unit: Double { stage.box.height / 100 }

    func draw() {
        switch weather {
        case .clear: break
        case .rain: rain()
        case .snow: snow()
        case .fog: fog()
        }
    }

    private func rain() {
        var drops: [(Point, Point)] = []
        for _ in 0..<230 {
            let start = stage.box.at(pen.dice.between(-0.05, 1.05), pen.dice.between(-0.05, 1))
            let length = unit * pen.dice.between(2.5, 7)
            drops.append((start, start + Point(-length * 0.28, length)))
        }
        pen.canvas.strokes(drops, width: max(0.6, pen.width * 0.42), Tone.pencil.faint(0.75))
        for _ in 0..<16 {
            let spot = stage.ground(pen.dice.unit(), pen.dice.between(0.1, 1))
            pen.line(Outline.ellipse(spot, unit * 1.6, unit * 0.45), weight: 0.4, Tone.pencil.faint(0.8))
        }
    }

    private func snow() {
        for _ in 0..<150 {
            let size = unit * pen.dice.between(0.25, 0.85)
            let flake = Outline.ellipse(stage.box.at(pen.dice.unit(), pen.dice.unit()), size, size)
            pen.canvas.fill(flake, .paper)
            pen.line(flake, weight: 0.3, Tone.pencil.faint(0.7))
        }
    }

    private func fog() {
        for _ in 0..<7 {
            let left = pen.dice.between(-0.3, 0.5)
            let middle = stage.box.at(left + 0.4, pen.dice.between(0.25, 0.85))
            pen.canvas.fill(
                Outline.ellipse(middle, stage.box.width * pen.dice.between(0.3, 0.55), unit * pen.dice.between(2.5, 5)),
                Tone.paper.faint(0.5))
            let edge = middle + Point(-stage.box.width * 0.25, unit * 3)
            pen.curve(
                [edge, edge + Point(unit * 18, -unit * 0.8), edge + Point(unit * 40, unit * 0.3)], weight: 0.4,
                Tone.pencil.faint(0.45))
        }
    }
}
