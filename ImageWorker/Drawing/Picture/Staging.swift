/// Places people in the picture: how many fit, where each stands, how each is turned.
struct Staging {
    /// One person and where the soles, crown and turn are.
    struct Placed {
        let figure: PanelFigure
        let look: Look
        let rig: Rig
    }

    let panel: Panel
    let box: Box
    let framing: Framing

    /// The people in the picture, farthest first.
    func placed() -> [Placed] {
        var dice = Dice(seed: panel.seed, part: "staging")
        let cast = self.cast
        return cast.enumerated().map { index, figure in
            place(figure, index: index, count: cast.count, dice: &dice)
        }
    }

    /// Who fits at this size. Shots that need people get somebody nobody named.
    private var cast: [PanelFigure] {
        let someone = PanelFigure(name: "")
        let people = panel.figures
        switch panel.shot {
        case .insert: return []
        case .closeUp, .extremeCloseUp:
            return people.isEmpty && panel.prop != nil ? [] : [people.first ?? someone]
        case .overTheShoulder: return [people.first ?? someone]
        case .twoShot: return Array((people + [someone, someone]).prefix(2))
        case .mediumCloseUp, .medium, .mediumWide:
            let all = people.isEmpty && panel.prop == nil ? [someone] : people
            return Array(all.prefix(room))
        case .full, .wide, .extremeWide, .pointOfView, .aerial: return Array(people.prefix(room))
        }
    }

    /// How many bodies stand side by side.
    private var room: Int {
        max(1, min(6, Int(box.width / (framing.body * box.height * 0.24))))
    }

    private func place(_ figure: PanelFigure, index: Int, count: Int, dice: inout Dice) -> Placed {
        let look = Look(of: figure, place: index, ancient: panel.setting.ancient)
        let pose = poseInFrame(figure.pose)
        let stature = figure.age == .child ? 0.72 : figure.age == .elder ? 0.95 : 1
        let spread = spread(count)
        let middle = count == 1 ? lone(&dice) : 0.5 + (Double(index) - Double(count - 1) / 2) * spread
        let full = framing.body * box.height
        let height = full * stature
        // Near, eyes matter and all crowns are level; far, all soles stand on the same ground.
        let crown = box.y + framing.crown * box.height
        let isFar = framing.body < 1
        let step = isFar && count > 2 && index % 2 == 1 ? 0.05 : 0
        let sole = isFar ? crown + full * (1 - step) : crown + height + (full - height) * (framing.body < 2 ? 0.2 : 0)
        return Placed(
            figure: figure, look: look,
            rig: Rig(
                sole: Point(box.x + box.width * middle, sole), height: height * (1 - step),
                turn: turn(index: index, count: count, dice: &dice), pose: pose, age: figure.age,
                feminine: look.feminine))
    }

    /// A pose that the frame's edge would make senseless gives way to standing.
    private func poseInFrame(_ pose: PanelFigure.Pose) -> PanelFigure.Pose {
        switch panel.shot {
        case .medium, .mediumCloseUp, .closeUp, .extremeCloseUp, .overTheShoulder, .twoShot:
            pose == .armRaised && panel.shot == .medium ? pose : .standing
        case .extremeWide, .wide, .full, .mediumWide, .pointOfView, .insert, .aerial: pose
        }
    }

    private func spread(_ count: Int) -> Double {
        let wanted = framing.body * box.height * 0.36 / box.width
        return min(wanted < 0.1 ? wanted * 1.6 : wanted, 0.86 / Double(count))
    }

    /// One person stands beside the middle, at the middle when near.
    private func lone(_ dice: inout Dice) -> Double {
        switch panel.shot {
        case .closeUp, .mediumCloseUp, .medium, .mediumWide: 0.5 + dice.around(0.06)
        case .extremeCloseUp: 0.5
        case .overTheShoulder: 0.36
        case .extremeWide, .wide, .aerial: dice.chance(0.5) ? dice.between(0.36, 0.42) : dice.between(0.58, 0.64)
        case .full, .pointOfView, .twoShot, .insert: 0.5 + dice.around(0.08)
        }
    }

    private func turn(index: Int, count: Int, dice: inout Dice) -> Double {
        if panel.shot == .overTheShoulder { return 0.42 }
        if panel.shot == .pointOfView || panel.shot == .extremeCloseUp { return dice.around(0.08) }
        if panel.shot == .twoShot { return index == 0 ? 0.62 : -0.62 }
        // Who walks or runs together goes the same way.
        if panel.figures.contains(where: { $0.pose == .walking || $0.pose == .running }) {
            return heading * dice.between(0.3, 0.5)
        }
        if count > 1 { return (Double(index) < Double(count) / 2 ? 1 : -1) * dice.between(0.3, 0.5) }
        return heading * dice.between(0.12, 0.32)
    }

    /// The side to which people go, one for the whole picture.
    private var heading: Double {
        if panel.camera == .truckLeft || panel.camera == .panLeft { return -1 }
        if panel.camera == .truckRight || panel.camera == .panRight || panel.camera == .follow { return 1 }
        return Dice(seed: panel.seed, part: "heading").isEven ? 1 : -1
    }
}
