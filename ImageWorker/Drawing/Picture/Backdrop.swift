/// The world behind the people: sky, place, ground.
struct Backdrop {
    let setting: PanelSetting
    let stage: Stage
    let pen: Pen

    var box: Box { stage.box }
    /// One per cent of the picture's height.
    var unit: Double { box.height / 100 }

    func draw() {
        if setting.place != .room, setting.place != .space { sky() }
        switch setting.place {
        case .open: open()
        case .mountain: mountains()
        case .sea: sea()
        case .river: river()
        case .city: city()
        case .forest: forest()
        case .room: room()
        case .courtyard: courtyard()
        case .desert: desert()
        case .field: field()
        case .road: road()
        case .village: village()
        case .space: moonGround()
        }
        // Night lies over everything out of doors.
        if setting.time == .night, setting.place != .room, setting.place != .space {
            pen.canvas.fill(stage.land, Tone.ink.faint(0.26))
            pen.canvas.fill(stage.sky, Tone.ink.faint(0.1))
        }
    }

    /// Nothing is known of the place: a ground line and a few strokes that say "floor".
    private func open() {
        groundWash()
        pen.line([stage.ground(0, 0), stage.ground(1, 0)], weight: 0.7, .pencil)
        for _ in 0..<9 {
            let start = stage.ground(pen.dice.between(0.02, 0.85), pen.dice.between(0.12, 0.95))
            let length = unit * pen.dice.between(5, 16)
            pen.line([start, start + Point(length, pen.dice.around(unit * 0.3))], weight: 0.5, Tone.pencil.faint(0.6))
        }
    }

    func groundWash(_ strength: Double = 0.10) {
        // Paper first: what stands on the horizon, such as the sun, ends there.
        pen.canvas.fill(stage.land, .paper)
        pen.canvas.fill(stage.land, Tone.marker.faint(strength))
    }

    /// A ridge from left to right by halving: each middle is pushed up or down, less each time.
    func ridge(from left: Double, to right: Double, roughness: Double, steps: Int = 5) -> [Double] {
        var heights = [left, right]
        var reach = roughness
        for _ in 0..<steps {
            var finer: [Double] = []
            for index in 0..<(heights.count - 1) {
                finer.append(heights[index])
                finer.append((heights[index] + heights[index + 1]) / 2 + pen.dice.around(reach))
            }
            finer.append(heights[heights.count - 1])
            heights = finer
            reach *= 0.52
        }
        return heights
    }

    /// A tuft of grass.
    func tuft(at foot: Point, size: Double, _ tone: Tone = .pencil) {
        for blade in 0..<3 {
            let lean = (Double(blade) - 1) * size * 0.4 + pen.dice.around(size * 0.15)
            let tip = foot + Point(lean, -size * pen.dice.between(0.7, 1.1))
            pen.line([foot + Point(lean * 0.2, 0), tip], weight: 0.5, tone)
        }
    }

    /// A tree with a round crown of loops.
    func tree(at foot: Point, height: Double, weight: Double, _ tone: Tone = .pencil) {
        let width = height * 0.06
        let trunk = [
            foot + Point(-width, 0), foot + Point(-width * 0.6, -height * 0.5),
            foot + Point(width * 0.6, -height * 0.5),
            foot + Point(width, 0),
        ]
        pen.polygon(trunk, fill: .paper, weight: weight, tone)
        var crown: [Point] = []
        let middle = foot + Point(0, -height * 0.68)
        for step in 0..<11 {
            let angle = Double(step) / 11 * 2 * .pi
            let reach = pen.dice.between(0.85, 1.12)
            crown.append(middle + Point(height * 0.27 * reach, 0).turned(by: angle) * 1)
        }
        let edge = Outline.smooth(crown, closed: true)
        pen.canvas.fill(edge, .paper)
        pen.canvas.fill(edge, Tone.marker.faint(0.3 * tone.strength))
        pen.hatch(edge, gap: 3.2, weight: 0.5, tone.faint(0.7))
        pen.outline(edge, fill: nil, weight: weight, tone)
    }

    /// A fir: a stem and hanging branches.
    func fir(at foot: Point, height: Double, weight: Double, _ tone: Tone = .pencil) {
        let half = height * 0.2
        var left: [Point] = []
        var right: [Point] = []
        for step in 0..<5 {
            let y = -height * (1 - Double(step) * 0.19)
            let reach = half * (0.12 + Double(step) * 0.22)
            left.append(foot + Point(-reach * 0.5, y))
            left.append(foot + Point(-reach * 1.25, y + height * 0.2))
            right.append(foot + Point(reach * 0.5, y))
            right.append(foot + Point(reach * 1.25, y + height * 0.2))
        }
        let edge = left + right.reversed()
        pen.canvas.fill(edge, .paper)
        pen.canvas.fill(edge, Tone.marker.faint(0.4 * tone.strength))
        pen.polygon(edge, fill: nil, weight: weight, tone)
        pen.line([foot, foot + Point(0, -height * 0.06)], weight: weight * 1.6, tone)
    }
}
