/// How a shot type places people and horizon in the picture. All lengths are shares of the picture's height.
struct Framing {
    /// An adult from sole to crown; over 1 where the frame cuts the body.
    let body: Double
    /// Where the crown is, counted from the top.
    let crown: Double
    let horizon: Double
    /// How much nearer the background is than in a wide shot.
    let zoom: Double
    /// How much paper veils the background, so that people stand out.
    let veil: Double

    init(_ shot: ShotType, angle: CameraAngle) {
        let (body, crown, horizon, zoom, veil) = Self.measures(shot)
        self.body = body
        self.crown = crown
        self.zoom = zoom
        self.veil = veil
        switch angle {
        case .eyeLevel, .dutch: self.horizon = horizon
        case .low: self.horizon = min(0.92, horizon + 0.2)
        case .high: self.horizon = max(0.1, horizon - 0.22)
        }
    }

    private static func measures(_ shot: ShotType) -> (Double, Double, Double, Double, Double) {
        switch shot {
        case .extremeWide: (0.075, 0.775, 0.70, 0.85, 0)
        case .wide: (0.175, 0.66, 0.66, 1, 0)
        case .full: (0.74, 0.175, 0.60, 1.25, 0.15)
        case .mediumWide: (1.12, 0.125, 0.55, 1.5, 0.28)
        case .medium: (1.62, 0.12, 0.52, 1.7, 0.36)
        case .mediumCloseUp: (2.5, 0.115, 0.5, 2, 0.46)
        case .closeUp: (4.25, 0.11, 0.46, 2.4, 0.55)
        case .extremeCloseUp: (9.2, -0.27, 0.4, 3, 0.7)
        case .overTheShoulder: (1.75, 0.2, 0.5, 1.7, 0.36)
        case .twoShot: (1.5, 0.15, 0.53, 1.6, 0.36)
        case .pointOfView: (0.62, 0.27, 0.5, 1.2, 0.1)
        case .insert: (0, 0, 0.3, 2.2, 0.6)
        case .aerial: (0.1, 0.55, 0.13, 0.8, 0)
        }
    }
}

/// The picture area with its horizon: where background painters find their places.
struct Stage {
    let box: Box
    let horizon: Double
    let zoom: Double

    /// A place above the horizon: across as a share of the width, up as a share of the picture's height.
    func far(_ across: Double, _ up: Double) -> Point {
        Point(box.x + box.width * (0.5 + (across - 0.5) * zoom), horizon - up * box.height * zoom)
    }

    /// A place on the ground: depth 0 is the horizon, 1 the lower edge.
    func ground(_ across: Double, _ depth: Double) -> Point {
        Point(box.x + box.width * across, horizon + (box.bottom - horizon) * depth)
    }

    var sky: Box { Box(x: box.x, y: box.y, width: box.width, height: max(0, horizon - box.y)) }
    var land: Box { Box(x: box.x, y: horizon, width: box.width, height: max(0, box.bottom - horizon)) }
}
