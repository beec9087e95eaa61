/// What the camera does during a frame; the raw values are on the wire.
package enum CameraMovement: String, Sendable, CaseIterable {
    case fixed = "static"
    case panLeft = "pan-left"
    case panRight = "pan-right"
    case tiltUp = "tilt-up"
    case tiltDown = "tilt-down"
    case pushIn = "push-in"
    case pullOut = "pull-out"
    case truckLeft = "truck-left"
    case truckRight = "truck-right"
    case craneUp = "crane-up"
    case craneDown = "crane-down"
    case zoomIn = "zoom-in"
    case zoomOut = "zoom-out"
    case orbit
    case follow
    case handheld

    package var chinese: String {
        switch self {
        case .fixed: "固定镜头"
        case .panLeft: "镜头左摇"
        case .panRight: "镜头右摇"
        case .tiltUp: "镜头上摇"
        case .tiltDown: "镜头下摇"
        case .pushIn: "镜头推近"
        case .pullOut: "镜头拉远"
        case .truckLeft: "镜头左移"
        case .truckRight: "镜头右移"
        case .craneUp: "镜头升起"
        case .craneDown: "镜头下降"
        case .zoomIn: "变焦推近"
        case .zoomOut: "变焦拉远"
        case .orbit: "镜头环绕"
        case .follow: "镜头跟随"
        case .handheld: "手持镜头"
        }
    }

    package var english: String {
        switch self {
        case .fixed: "static camera"
        case .panLeft: "camera pans left"
        case .panRight: "camera pans right"
        case .tiltUp: "camera tilts up"
        case .tiltDown: "camera tilts down"
        case .pushIn: "slow push in"
        case .pullOut: "slow pull out"
        case .truckLeft: "camera trucks left"
        case .truckRight: "camera trucks right"
        case .craneUp: "crane up"
        case .craneDown: "crane down"
        case .zoomIn: "zoom in"
        case .zoomOut: "zoom out"
        case .orbit: "camera orbits"
        case .follow: "camera follows"
        case .handheld: "handheld camera"
        }
    }
}
