/// Names a setting in both languages; words that it does not know stay as the author wrote them.
enum SettingNames {
    static func chineseScene(_ setting: Setting) -> String {
        var parts: [String] = []
        if let inside = setting.isInterior { parts.append(inside ? "室内" : "室外") }
        if !setting.place.isEmpty { parts.append(setting.place) }
        let time = chinese(time: setting.time)
        if !time.isEmpty { parts.append(time) }
        return parts.joined(separator: "，")
    }

    static func englishScene(_ setting: Setting) -> String {
        var parts: [String] = []
        if let inside = setting.isInterior { parts.append(inside ? "interior" : "exterior") }
        if !setting.place.isEmpty { parts.append(english(place: setting.place)) }
        if !setting.time.isEmpty { parts.append(english(time: setting.time)) }
        return parts.joined(separator: ", ")
    }

    static func chinese(time: String) -> String {
        switch time {
        case "日": "白天"
        case "夜": "夜晚"
        case "晨": "清晨"
        case "昏": "黄昏"
        default: chineseTimes[time.lowercased()] ?? time
        }
    }

    private static let chineseTimes = [
        "day": "白天", "night": "夜晚", "morning": "清晨", "evening": "傍晚", "dusk": "黄昏", "dawn": "黎明",
        "afternoon": "午后", "noon": "正午", "midnight": "午夜", "continuous": "", "later": "稍后",
    ]

    private static func english(time: String) -> String {
        for (chinese, english) in times where time.contains(chinese) { return english }
        return time.lowercased()
    }

    /// The English word for a known place, before the name itself.
    private static func english(place: String) -> String {
        guard let known = places.first(where: { place.contains($0.0) }) else { return place }
        return "\(known.1) (\(place))"
    }

    private static let times: [(String, String)] = [
        ("雨夜", "rainy night"), ("雪夜", "snowy night"), ("深夜", "late at night"), ("午夜", "midnight"),
        ("凌晨", "before dawn"),
        ("清晨", "early morning"), ("早", "morning"), ("黎明", "dawn"), ("上午", "morning"), ("正午", "noon"), ("中午", "noon"),
        ("下午", "afternoon"), ("午后", "afternoon"), ("黄昏", "dusk"), ("傍晚", "dusk"), ("夜", "night"), ("晚", "evening"),
        ("晨", "morning"), ("昏", "dusk"), ("日", "day"), ("白天", "day"),
    ]
    private static let places: [(String, String)] = [
        ("书店", "bookshop"), ("咖啡", "cafe"), ("街", "street"), ("巷", "alley"), ("车站", "station"), ("火车", "train"),
        ("站台", "railway platform"), ("山顶", "mountain top"), ("山", "mountain"), ("竹林", "bamboo forest"), ("林", "forest"),
        ("客栈", "old inn"), ("酒馆", "tavern"), ("酒吧", "bar"), ("寺", "temple"), ("庙", "temple"), ("宫", "palace"),
        ("院", "courtyard"), ("海边", "seaside"), ("海", "sea"), ("码头", "pier"), ("灯塔", "lighthouse"), ("桥", "bridge"),
        ("河", "river"), ("湖", "lake"), ("医院", "hospital"), ("病房", "hospital ward"), ("学校", "school"),
        ("教室", "classroom"),
        ("办公室", "office"), ("客厅", "living room"), ("卧室", "bedroom"), ("厨房", "kitchen"), ("房间", "room"), ("家", "home"),
        ("屋顶", "rooftop"), ("天台", "rooftop"), ("公园", "park"), ("花园", "garden"), ("村", "village"), ("城", "city"),
        ("飞船", "spaceship"), ("实验室", "laboratory"), ("商店", "shop"), ("店", "shop"), ("邮局", "post office"),
    ]
}
