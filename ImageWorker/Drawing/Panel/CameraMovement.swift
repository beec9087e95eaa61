/// What the camera does during the shot.
package enum CameraMovement: String, Sendable, CaseIterable {
    /// It stands still; nothing is drawn for it.
    case fixed
    case panLeft
    case panRight
    case tiltUp
    case tiltDown
    case pushIn
    case pullOut
    case truckLeft
    case truckRight
    case craneUp
    case craneDown
    case zoomIn
    case zoomOut
    case orbit
    case follow
    case handheld

    /// The label on the board.
    func label(chinese: Bool) -> String {
        switch self {
        case .fixed: chinese ? "固定" : "STATIC"
        case .panLeft: chinese ? "左摇" : "PAN LEFT"
        case .panRight: chinese ? "右摇" : "PAN RIGHT"
        case .tiltUp: chinese ? "上摇" : "TILT UP"
        case .tiltDown: chinese ? "下摇" : "TILT DOWN"
        case .pushIn: chinese ? "推" : "PUSH IN"
        case .pullOut: chinese ? "拉" : "PULL OUT"
        case .truckLeft: chinese ? "左移" : "TRUCK LEFT"
        case .truckRight: chinese ? "右移" : "TRUCK RIGHT"
        case .craneUp: chinese ? "升" : "CRANE UP"
        case .craneDown: chinese ? "降" : "CRANE DOWN"
        case .zoomIn: chinese ? "变焦推" : "ZOOM IN"
        case .zoomOut: chinese ? "变焦拉" : "ZOOM OUT"
        case .orbit: chinese ? "环绕" : "ORBIT"
        case .follow: chinese ? "跟拍" : "FOLLOW"
        case .handheld: chinese ? "手持" : "HANDHELD"
        }
    }
}

/// From where the camera looks.
package enum CameraAngle: String, Sendable, CaseIterable {
    case eyeLevel
    /// From below, looking up: the horizon lies low.
    case low
    /// From above, looking down: the horizon lies high.
    case high
    /// The horizon leans.
    case dutch
}
