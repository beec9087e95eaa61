/// Guesses the genre by its words.
enum GenreGuess {
    /// The genre whose words stand most often in the first part of the text, else drama.
    static func genre(_ document: ScriptDocument) -> String {
        let source = document.source
        let search = NameSearch(source)
        let part = 0..<min(source.bytes.count, 60_000)
        let scores = genres.map { genre in
            genre.words.reduce(0) { $0 + search.count(FoldedName($1), in: part) }
        }
        guard let best = scores.indices.max(by: { scores[$0] < scores[$1] }), scores[best] >= 2 else {
            return document.isChinese ? "剧情" : "drama"
        }
        return document.isChinese ? genres[best].chinese : genres[best].english
    }

    /// The genre's name in the other language, where it is one of ours.
    static func name(_ genre: String, chinese: Bool) -> String {
        if genre == "剧情" || genre == "drama" { return chinese ? "剧情" : "drama" }
        guard let known = genres.first(where: { $0.chinese == genre || $0.english == genre }) else { return genre }
        return chinese ? known.chinese : known.english
    }

    private struct Genre {
        let chinese: String
        let english: String
        let words: [String]
    }

    private static let genres = [
        Genre(
            chinese: "武侠", english: "wuxia", words: ["江湖", "剑客", "侠", "掌门", "武功", "内力", "长剑", "剑气", "少侠", "swordsman"]),
        Genre(chinese: "仙侠", english: "xianxia", words: ["修仙", "灵气", "仙尊", "元婴", "金丹", "飞升", "法宝", "宗门", "immortal"]),
        Genre(
            chinese: "科幻", english: "science fiction",
            words: [
                "飞船", "星球", "机器人", "人工智能", "太空", "宇宙", "基地", "舱", "spaceship", "robot", "android", "planet", "orbit",
            ]),
        Genre(
            chinese: "悬疑", english: "mystery",
            words: ["凶手", "案", "警察", "侦探", "尸体", "线索", "嫌疑", "失踪", "detective", "murder", "clue", "police", "suspect"]),
        Genre(
            chinese: "恐怖", english: "horror",
            words: ["鬼", "惨叫", "诅咒", "血迹", "坟", "阴森", "ghost", "scream", "curse", "grave", "haunted"]),
        Genre(
            chinese: "古装", english: "period drama",
            words: ["皇上", "娘娘", "陛下", "太子", "王爷", "朕", "臣", "公主", "emperor", "throne"]),
        Genre(
            chinese: "爱情", english: "romance",
            words: ["爱", "喜欢你", "吻", "恋", "心动", "婚", "拥抱", "love", "kiss", "wedding", "heart"]),
        Genre(
            chinese: "奇幻", english: "fantasy",
            words: ["魔法", "龙", "精灵", "巫", "咒语", "magic", "dragon", "wizard", "spell", "elf"]),
        Genre(chinese: "喜剧", english: "comedy", words: ["哈哈", "尴尬", "搞笑", "滑稽", "laughs", "joke", "awkward", "grins"]),
        Genre(
            chinese: "战争", english: "war",
            words: ["战场", "炮", "敌军", "将军", "冲锋", "阵地", "soldier", "battle", "trench", "enemy"]),
    ]
}
