extension ShotType {
    /// Reads a field that holds nothing but the shot: "wide", "Close-Up", "远景"; nil when it says none of ours.
    package init?(field: String) {
        let text = SearchText(field)
        guard let found = Self.phrases.meaning(of: text) ?? Self.bareWords.meaning(of: text) else { return nil }
        self = found
    }

    /// Reads the shot out of free text, where "wide" alone may be a wide river.
    package init?(prose: String) {
        guard let found = Self.phrases.meaning(of: SearchText(prose)) else { return nil }
        self = found
    }

    /// Words that mean a shot wherever they stand.
    private static let phrases = Vocabulary<ShotType>(entries: [
        (
            .extremeWide,
            [
                "extreme wide", "extreme wide shot", "extremewide", "extreme long shot", "establishing shot",
                "very wide shot", "ews", "大远景", "极远景", "超远景", "大全景", "定场镜头", "空镜头",
            ]
        ),
        (.wide, ["wide shot", "wideshot", "long shot", "wide angle shot", "wide view", "远景", "广角", "广角镜头"]),
        (.full, ["full shot", "fullshot", "full body shot", "full body", "全景", "全身", "全身像"]),
        (
            .mediumWide,
            [
                "medium wide", "medium wide shot", "mediumwide", "medium long shot", "medium full shot",
                "cowboy shot", "american shot", "three quarter shot", "中全景", "中远景", "七分身", "牛仔镜头",
            ]
        ),
        (
            .medium,
            ["medium shot", "mediumshot", "mid shot", "midshot", "waist shot", "waist up", "中景", "半身", "半身像"]
        ),
        (
            .mediumCloseUp,
            [
                "medium close up", "mediumcloseup", "medium closeup", "mid close up", "chest shot", "bust shot",
                "近景", "中近景", "中特写", "胸像",
            ]
        ),
        (.closeUp, ["close up", "closeup", "close shot", "close up shot", "特写", "特写镜头", "面部特写"]),
        (
            .extremeCloseUp,
            [
                "extreme close up", "extremecloseup", "extreme closeup", "extreme close up shot", "ecu", "macro shot",
                "大特写", "极特写", "极近特写", "超近特写", "眼部特写", "眼睛特写",
            ]
        ),
        (
            .overTheShoulder,
            ["over the shoulder", "over shoulder", "overtheshoulder", "over the shoulder shot", "ots", "过肩", "越肩"]
        ),
        (.twoShot, ["two shot", "twoshot", "2 shot", "2shot", "双人镜头", "双人中景", "双人近景", "双人", "二人镜头"]),
        (
            .pointOfView,
            ["point of view", "pointofview", "pov", "pov shot", "first person view", "主观镜头", "主观视角", "第一人称视角"]
        ),
        (.insert, ["insert shot", "insertshot", "detail shot", "cutaway", "插入镜头", "细节镜头", "道具特写", "物件特写"]),
        (
            .aerial,
            [
                "aerial", "aerial shot", "drone shot", "bird's eye", "bird's eye view", "birds eye view", "top shot",
                "overhead shot", "top down shot", "航拍", "鸟瞰", "鸟瞰镜头", "俯瞰镜头", "上帝视角",
            ]
        ),
    ])

    /// Words that mean a shot only in a field of its own.
    private static let bareWords = Vocabulary<ShotType>(entries: [
        (.extremeWide, ["establishing", "els", "panorama"]),
        (.wide, ["wide", "ws", "long", "ls", "master"]),
        (.full, ["full", "fs"]),
        (.mediumWide, ["mws", "mls", "cowboy"]),
        (.medium, ["medium", "mid", "ms", "group", "中", "群像"]),
        (.mediumCloseUp, ["mcu", "bust"]),
        (.closeUp, ["close", "cu", "近"]),
        (.extremeCloseUp, ["xcu", "macro"]),
        (.twoShot, ["two", "2s"]),
        (.insert, ["insert", "detail", "细节"]),
        (.aerial, ["overhead", "drone", "top"]),
        (.wide, ["远", "全"]),
    ])
}
