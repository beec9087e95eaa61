/// The few words of a board's page that are not the script's own.
struct BoardWords {
    let chinese: Bool

    var language: String { chinese ? "zh" : "en" }
    var untitled: String { chinese ? "故事板" : "Storyboard" }
    var noPicture: String { chinese ? "没有图片" : "no picture" }
    var madeBy: String { chinese ? "由 ScriptToFrame 制作" : "Made with ScriptToFrame" }

    func scene(_ number: Int) -> String { chinese ? "第 \(number) 场" : "Scene \(number)" }
    func scenes(_ count: Int) -> String { chinese ? "\(count) 场" : count == 1 ? "1 scene" : "\(count) scenes" }
    func frames(_ count: Int) -> String { chinese ? "\(count) 个镜头" : count == 1 ? "1 frame" : "\(count) frames" }

    /// A running time in seconds as minutes and seconds.
    func length(_ seconds: Int) -> String {
        let (minutes, rest) = (seconds / 60, seconds % 60)
        if chinese { return minutes > 0 ? "\(minutes) 分 \(rest) 秒" : "\(rest) 秒" }
        return minutes > 0 ? "\(minutes) min \(rest) s" : "\(rest) s"
    }

    func seconds(_ seconds: Double) -> String {
        let tenths = (seconds * 10).rounded() / 10
        let text = tenths == tenths.rounded() ? "\(Int(tenths))" : "\(tenths)"
        return chinese ? "\(text) 秒" : "\(text) s"
    }

    /// How a line is spoken, when it is not plain dialogue.
    func kind(_ kind: String) -> String {
        switch kind {
        case "voiceover": chinese ? "（旁白）" : "(V.O.)"
        case "offscreen": chinese ? "（画外）" : "(O.S.)"
        default: ""
        }
    }

    /// A term of the contract (`extreme-close-up`) as people say it.
    func term(_ term: String) -> String {
        let plain = term.lowercased().map { $0 == "-" || $0 == "_" ? " " : $0 }
        let key = String(plain)
        return chinese ? Self.chineseTerms[key] ?? key : key
    }

    private static let chineseTerms = [
        "extreme wide": "大远景", "wide": "远景", "full": "全景", "medium wide": "中全景", "medium": "中景",
        "medium close up": "中近景", "close up": "特写", "extreme close up": "大特写", "over the shoulder": "过肩",
        "two shot": "双人", "point of view": "主观", "pov": "主观", "insert": "插入", "establishing": "定场",
        "static": "固定", "pan": "摇", "pan left": "左摇", "pan right": "右摇", "tilt": "俯仰", "tilt up": "上摇",
        "tilt down": "下摇", "dolly": "移动", "dolly in": "推", "dolly out": "拉", "push in": "推", "pull out": "拉",
        "zoom in": "推近", "zoom out": "拉远", "tracking": "跟", "track": "跟", "follow": "跟", "handheld": "手持",
        "crane": "升降", "crane up": "升", "crane down": "降", "eye level": "平视", "high angle": "俯拍",
        "low angle": "仰拍", "high": "俯拍", "low": "仰拍", "overhead": "顶拍", "bird's eye": "鸟瞰", "dutch": "斜角",
    ]
}
