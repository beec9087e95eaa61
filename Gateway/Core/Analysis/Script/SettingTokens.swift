/// The words of a Chinese heading after its number, sorted: place, time, inside or outside.
struct SettingTokens {
    private var places: [String] = []
    /// The time that stands as a word of its own.
    private(set) var ownTime = ""
    private(set) var isInterior: Bool?

    /// Sorts the words of a heading.
    init(_ words: Substring) {
        for token in words.split(whereSeparator: { Self.separators.contains($0) }) { take(String(token)) }
    }

    var place: String { places.joined(separator: " ") }

    /// The time; where none stands alone, the one that the place's name holds ("雨夜书店").
    var setting: Setting {
        let time = ownTime.isEmpty ? Self.timeInside(place) : ownTime
        return Setting(place: place, time: time, isInterior: isInterior)
    }

    private mutating func take(_ token: String) {
        if let inside = Self.sides[token] {
            isInterior = inside
        } else if Self.times.contains(token) {
            ownTime = token
        } else if token.count == 2, let inside = Self.sides[String(token.suffix(1))],
            Self.times.contains(String(token.prefix(1)))
        {
            // 日内, 夜外: two marks without a space.
            isInterior = inside
            ownTime = String(token.prefix(1))
        } else if token.count == 2, let inside = Self.sides[String(token.prefix(1))],
            Self.times.contains(String(token.suffix(1)))
        {
            isInterior = inside
            ownTime = String(token.suffix(1))
        } else {
            places.append(token)
        }
    }

    private static func timeInside(_ place: String) -> String {
        timesInNames.first { place.contains($0) } ?? ""
    }

    private static let sides: [String: Bool?] = [
        "内": true, "內": true, "内景": true, "室内": true, "外": false, "外景": false, "室外": false,
    ]
    private static let times: Set<String> = [
        "日", "夜", "晨", "昏", "白天", "夜晚", "晚上", "清晨", "早晨", "早上", "上午", "中午", "正午", "下午", "午后", "黄昏",
        "傍晚", "深夜", "午夜", "凌晨", "黎明", "雨夜", "雪夜", "夜间", "日间", "次日", "翌日", "同日",
    ]
    private static let timesInNames = [
        "雨夜", "雪夜", "深夜", "凌晨", "清晨", "黎明", "黄昏", "傍晚", "正午", "午后", "夜", "晨",
    ]
    private static let separators: Set<Character> = [
        " ", "　", "\t", "/", "／", "·", "・", "-", "—", "–", "－", "，", ",", "、", "：", ":", "。", ".", "|", "｜",
        "（", "）", "(", ")", "【", "】", "[", "]", "；", ";",
    ]
}
