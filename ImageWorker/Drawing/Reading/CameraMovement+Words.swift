extension CameraMovement {
    /// Reads a field that holds nothing but the movement: "pan left", "dolly_in", "推镜头"; nil when it says none of
    /// ours.
    package init?(field: String) {
        let text = SearchText(field)
        guard let found = Self.phrases.meaning(of: text) ?? Self.bareWords.meaning(of: text) else { return nil }
        self = found
    }

    /// Reads the movement out of free text, where "pan" alone may be a frying pan.
    package init?(prose: String) {
        guard let found = Self.phrases.meaning(of: SearchText(prose)) else { return nil }
        self = found
    }

    private static let phrases = Vocabulary<CameraMovement>(entries: [
        (
            .fixed,
            [
                "static shot", "static camera", "fixed camera", "locked off", "locked camera", "固定镜头", "固定机位",
                "静止镜头",
            ]
        ),
        (
            .panLeft,
            [
                "pan left", "panleft", "pans left", "panning left", "pan to the left", "pans to the left",
                "camera pans left", "左摇", "向左摇", "摇向左", "镜头左摇", "往左摇",
            ]
        ),
        (
            .panRight,
            [
                "pan right", "panright", "pans right", "panning right", "pan to the right", "pans to the right",
                "camera pans", "camera pans right", "右摇", "向右摇", "摇向右", "镜头右摇", "往右摇", "摇镜头",
            ]
        ),
        (
            .tiltUp,
            [
                "tilt up", "tiltup", "tilts up", "tilting up", "pan up", "pans up", "上摇", "向上摇", "摇上",
                "仰摇", "镜头上摇",
            ]
        ),
        (
            .tiltDown,
            [
                "tilt down", "tiltdown", "tilts down", "tilting down", "pan down", "pans down", "下摇", "向下摇",
                "摇下", "俯摇", "镜头下摇",
            ]
        ),
        (
            .pushIn,
            [
                "push in", "pushin", "pushes in", "pushing in", "dolly in", "dollyin", "dollies in", "dolly forward",
                "move in", "moves in on", "truck in", "推镜头", "镜头推进", "推近", "推进", "前推", "向前推", "缓推",
                "镜头推向",
            ]
        ),
        (
            .pullOut,
            [
                "pull out", "pullout", "pulls out", "pull back", "pullback", "pulls back", "pulling back",
                "dolly out", "dollyout", "dolly back", "拉镜头", "镜头拉远", "拉远", "拉出", "后拉", "镜头后拉",
                "镜头拉开",
            ]
        ),
        (
            .truckLeft,
            [
                "truck left", "truckleft", "trucks left", "track left", "tracks left", "tracking left", "dolly left",
                "slide left", "左移", "向左移", "向左平移", "左平移", "镜头左移",
            ]
        ),
        (
            .truckRight,
            [
                "truck right", "truckright", "trucks right", "track right", "tracks right", "tracking right",
                "dolly right", "slide right", "右移", "向右移", "向右平移", "右平移", "镜头右移", "移镜头", "平移镜头",
            ]
        ),
        (
            .craneUp,
            [
                "crane up", "craneup", "cranes up", "boom up", "jib up", "pedestal up", "camera rises", "升镜头",
                "镜头上升", "镜头升起", "升降镜头", "摇臂上升",
            ]
        ),
        (
            .craneDown,
            [
                "crane down", "cranedown", "cranes down", "boom down", "jib down", "pedestal down",
                "camera descends", "降镜头", "镜头下降", "镜头降下", "摇臂下降",
            ]
        ),
        (
            .zoomIn,
            ["zoom in", "zoomin", "zooms in", "zooming in", "crash zoom", "变焦推", "变焦推近", "放大镜头", "焦距推近"]
        ),
        (
            .zoomOut,
            ["zoom out", "zoomout", "zooms out", "zooming out", "变焦拉", "变焦拉远", "焦距拉远"]
        ),
        (
            .orbit,
            [
                "orbit shot", "camera orbits", "orbits around", "arc shot", "camera circles", "360 shot",
                "环绕镜头", "环绕拍摄", "旋转镜头", "镜头环绕",
            ]
        ),
        (
            .follow,
            [
                "follow shot", "following shot", "camera follows", "tracking shot", "tracks with", "跟拍", "跟镜头",
                "镜头跟随", "跟随镜头", "跟随拍摄",
            ]
        ),
        (
            .handheld,
            ["handheld", "hand held", "handheld camera", "shaky cam", "shaky camera", "手持", "手持镜头", "晃动镜头"]
        ),
    ])

    /// Words that mean a movement only in a field of its own. A direction left out is the usual one.
    private static let bareWords = Vocabulary<CameraMovement>(entries: [
        (.fixed, ["static", "fixed", "still", "none", "locked", "固定", "静止", "无"]),
        (.panRight, ["pan", "panning", "摇"]),
        (.tiltUp, ["tilt", "仰"]),
        (.tiltDown, ["俯"]),
        (.pushIn, ["dolly", "push", "推"]),
        (.pullOut, ["pull", "拉"]),
        (.truckRight, ["truck", "slide", "移"]),
        (.craneUp, ["crane", "jib", "boom", "pedestal", "升"]),
        (.craneDown, ["降"]),
        (.zoomIn, ["zoom", "变焦"]),
        (.orbit, ["orbit", "arc", "circle", "环绕", "旋转"]),
        (.follow, ["follow", "following", "tracking", "track", "跟", "跟随"]),
        (.handheld, ["shaky", "shake", "晃动"]),
    ])
}

extension CameraAngle {
    /// Reads an angle out of a field or free text; nil when none is named.
    package init?(_ text: String) {
        guard let found = Self.phrases.meaning(of: SearchText(text)) else { return nil }
        self = found
    }

    private static let phrases = Vocabulary<CameraAngle>(entries: [
        (.eyeLevel, ["eye level", "平视", "平拍"]),
        (.low, ["low angle", "low", "from below", "worm's eye", "仰拍", "仰视", "低角度", "仰角"]),
        (.high, ["high angle", "from above", "俯拍", "俯视", "高角度", "俯角", "俯瞰"]),
        (.dutch, ["dutch", "dutch angle", "canted angle", "tilted horizon", "荷兰角", "倾斜构图", "斜角镜头"]),
    ])
}
