/// Where a body's joints are. Body coordinates: 1 is the body's own height, the origin is between the soles,
/// y grows upwards, x grows towards where the figure looks.
struct Rig {
    let sole: Point
    /// From sole to crown, in pixels.
    let height: Double
    /// -1 looks left, 0 at us, 1 right.
    let turn: Double
    let pose: PanelFigure.Pose
    /// Head height as a share of the body.
    let headShare: Double
    /// Half the width of the shoulders.
    let shoulder: Double
    /// How far the body has sunk, for somebody who sits.
    let sunk: Double

    init(sole: Point, height: Double, turn: Double, pose: PanelFigure.Pose, age: PanelFigure.Age, feminine: Bool) {
        self.sole = sole
        self.height = height
        self.turn = turn
        self.pose = pose
        headShare = age == .child ? 0.2 : 0.148
        shoulder = age == .child ? 0.1 : feminine ? 0.103 : 0.122
        sunk = pose == .sitting ? 0.235 : 0
    }

    /// 1 or -1: the side towards which the figure goes.
    var heading: Double { turn < 0 ? -1 : 1 }

    func at(_ x: Double, _ y: Double) -> Point {
        Point(sole.x + x * heading * height, sole.y - (y - sunk) * height)
    }

    /// A point of the upper body, which leans forward when running.
    func upper(_ x: Double, _ y: Double) -> Point {
        at(x + lean * (y - 0.5), y)
    }

    private var lean: Double {
        switch pose {
        case .running: 0.22
        case .walking: 0.05
        case .standing, .sitting, .armRaised: 0
        }
    }

    var chin: Double { 1 - headShare }
    var neckline: Double { chin - 0.026 }

    var headCentre: Point { upper(0.012 * abs(turn), 1 - headShare * 0.5) }

    struct Limb {
        let joints: [Point]
        /// Behind the body: drawn first.
        let isBehind: Bool
    }

    var arms: [Limb] {
        let top = neckline - 0.06
        func arm(_ side: Double, _ elbow: (Double, Double), _ hand: (Double, Double), behind: Bool = true) -> Limb {
            Limb(
                joints: [
                    upper(side * (shoulder - 0.034), top), upper(elbow.0, elbow.1), upper(hand.0, hand.1),
                ], isBehind: behind)
        }
        let side = shoulder
        switch pose {
        case .standing:
            return [
                arm(-1, (-side - 0.004, 0.65), (-side - 0.002, 0.49)),
                arm(1, (side + 0.004, 0.65), (side + 0.002, 0.49)),
            ]
        case .walking:
            return [
                arm(-1, (-side - 0.04, 0.65), (-side - 0.03, 0.51)),
                arm(1, (side + 0.005, 0.64), (side + 0.085, 0.53)),
            ]
        case .running:
            return [
                arm(-1, (-side - 0.1, 0.68), (-side - 0.03, 0.565)),
                arm(1, (side + 0.045, 0.66), (side + 0.155, 0.73)),
            ]
        case .sitting:
            return [
                arm(-1, (-side - 0.03, 0.645), (-0.075, 0.515), behind: false),
                arm(1, (side + 0.03, 0.645), (0.085, 0.515), behind: false),
            ]
        case .armRaised:
            return [
                arm(-1, (-side - 0.004, 0.65), (-side - 0.002, 0.49)),
                arm(1, (side + 0.09, 0.83), (side + 0.14, 0.98)),
            ]
        }
    }

    var legs: [Limb] {
        func leg(_ hip: Double, _ knee: (Double, Double), _ ankle: (Double, Double)) -> Limb {
            Limb(joints: [at(hip, 0.5), at(knee.0, knee.1), at(ankle.0, ankle.1)], isBehind: hip < 0)
        }
        switch pose {
        case .standing, .armRaised:
            return [leg(-0.042, (-0.05, 0.27), (-0.055, 0.035)), leg(0.042, (0.05, 0.27), (0.055, 0.035))]
        case .walking:
            return [leg(-0.03, (-0.045, 0.27), (-0.13, 0.06)), leg(0.03, (0.085, 0.28), (0.105, 0.035))]
        case .running:
            return [leg(-0.03, (-0.03, 0.27), (-0.22, 0.22)), leg(0.03, (0.15, 0.36), (0.13, 0.13))]
        case .sitting:
            return [
                leg(-0.05, (-0.095, 0.5), (-0.09, 0.27)), leg(0.05, (0.095, 0.5), (0.09, 0.27)),
            ]
        }
    }
}
