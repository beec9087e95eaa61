extension ShotType {
    /// The shot that a field's words name, in either language; nil when they name none.
    init?(words: String) {
        let text = words.lowercased().replacing("_", with: "-").replacing(" ", with: "-")
        if let exact = Self(rawValue: text) {
            self = exact
        } else if let found = Self.words.first(where: { $0.1.contains(where: text.contains) })?.0 {
            self = found
        } else {
            return nil
        }
    }

    /// The longer words go first: 大特写 holds 特写.
    private static let words: [(ShotType, [String])] = [
        (.extremeCloseUp, ["大特写", "极特写", "微距", "extreme-close", "ecu", "macro"]),
        (.mediumCloseUp, ["中近景", "近景", "medium-close", "mcu", "近距"]),
        (.overTheShoulder, ["过肩", "over-the-shoulder", "over-shoulder", "ots"]),
        (.twoShot, ["双人", "two-shot", "2-shot", "two-person"]),
        (.pointOfView, ["主观", "point-of-view", "pov", "第一人称"]),
        (.insert, ["插入", "insert", "空镜特写", "道具特写", "cutaway"]),
        (.aerial, ["航拍", "鸟瞰", "俯瞰", "aerial", "bird", "drone", "overhead"]),
        (.closeUp, ["特写", "close"]),
        (.extremeWide, ["大远景", "极远景", "大全景", "extreme-wide", "extreme-long", "ews", "els", "establishing"]),
        (.mediumWide, ["中全景", "中远景", "medium-wide", "medium-long", "mws", "mls", "cowboy", "american"]),
        (.full, ["全景", "全身", "full"]),
        (.wide, ["远景", "广角", "wide", "long-shot", "long"]),
        (.medium, ["中景", "半身", "medium", "mid"]),
    ]
}

extension CameraMovement {
    /// The movement that a field's words name, in either language; nil when they name none.
    init?(words: String) {
        let text = words.lowercased().replacing("_", with: "-").replacing(" ", with: "-")
        if let exact = Self(rawValue: text) {
            self = exact
        } else if let found = Self.words.first(where: { $0.1.contains(where: text.contains) })?.0 {
            self = found
        } else {
            return nil
        }
    }

    private static let words: [(CameraMovement, [String])] = [
        (.zoomIn, ["变焦推", "zoom-in", "zoomin", "crash-zoom"]),
        (.zoomOut, ["变焦拉", "zoom-out", "zoomout"]),
        (.handheld, ["手持", "晃动", "handheld", "hand-held", "shak"]),
        (.follow, ["跟", "follow", "tracking", "tracks-with", "steadicam"]),
        (.orbit, ["环绕", "旋转", "orbit", "arc", "circl", "360"]),
        (.tiltUp, ["上摇", "向上摇", "仰摇", "tilt-up", "tilts-up", "tiltup"]),
        (.tiltDown, ["下摇", "向下摇", "俯摇", "tilt-down", "tilts-down", "tiltdown"]),
        (.panLeft, ["左摇", "向左摇", "pan-left", "pans-left", "panleft"]),
        (.truckLeft, ["左移", "向左移", "向左平移", "truck-left", "dolly-left", "track-left", "slide-left"]),
        (.truckRight, ["右移", "向右移", "平移", "横移", "truck", "slide", "dolly-right", "track-right"]),
        (.pullOut, ["拉远", "拉出", "后拉", "拉镜", "pull", "dolly-out", "dolly-back"]),
        (.pushIn, ["推", "push", "dolly", "move-in"]),
        (.craneUp, ["升", "crane-up", "boom-up", "jib-up", "rise", "crane"]),
        (.craneDown, ["降", "crane-down", "boom-down", "jib-down", "descend"]),
        (.zoomIn, ["变焦", "zoom"]),
        (.tiltUp, ["tilt"]),
        (.panRight, ["摇", "pan"]),
        (.pullOut, ["拉"]),
        (.fixed, ["固定", "静止", "不动", "static", "fixed", "still", "lock", "none", "无"]),
    ]
}
