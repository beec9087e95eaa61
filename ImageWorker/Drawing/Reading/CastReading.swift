/// Who is in the picture, read from free text.
enum CastReading {
    /// More people than these crowd a sketch.
    static let most = 5

    static func people(in prose: String) -> [PanelFigure] {
        let start = String(prose.prefix(SearchText.limit))
        let text = SearchText(start)
        var names = ChineseNames.names(in: start) + EnglishNames.names(in: start)
        names = names.reduce(into: []) { known, name in
            if !known.contains(name) { known.append(name) }
        }
        if names.isEmpty { return nameless(in: text) }
        return names.prefix(most).map { figure(named: $0) }
    }

    /// A figure whose name says more: "old man", "小女孩".
    static func figure(named name: String) -> PanelFigure {
        let text = SearchText(name)
        let kind = kinds.meaning(of: text)
        return PanelFigure(name: name, age: kind?.age ?? .adult, dress: kind?.dress ?? GivenNames.dress(of: name))
    }

    static func pose(in text: SearchText) -> PanelFigure.Pose {
        poses.meaning(of: text) ?? .standing
    }

    static func mood(in text: SearchText) -> PanelFigure.Mood {
        moods.meaning(of: text) ?? .calm
    }

    /// People that the text does not name: "two men", "一个女孩".
    private static func nameless(in text: SearchText) -> [PanelFigure] {
        var figures = kindsFound(in: text).prefix(most).map { PanelFigure(name: "", age: $0.age, dress: $0.dress) }
        guard let first = figures.first else {
            let crowd = crowds.meaning(of: text) ?? 0
            return crowd > 0 ? (0..<crowd).map { _ in PanelFigure(name: "") } : someone(in: text)
        }
        let count = max(counts.meaning(of: text) ?? 1, crowds.meaning(of: text) ?? 1)
        while figures.count < min(count, most) { figures.append(first) }
        return figures
    }

    /// One kind for each word that stands by itself: "old man" is one person, not also a "man".
    private static func kindsFound(in text: SearchText) -> [Kind] {
        let hits = kinds.entries.flatMap { entry in
            entry.terms.compactMap { term in
                text.position(of: term).map { (range: $0..<$0 + term.utf8.count, kind: entry.meaning) }
            }
        }
        .sorted { ($0.range.lowerBound, $1.range.count) < ($1.range.lowerBound, $0.range.count) }
        var end = 0
        return hits.compactMap { hit in
            guard hit.range.lowerBound >= end else { return nil }
            end = hit.range.upperBound
            return hit.kind
        }
    }

    private static func someone(in text: SearchText) -> [PanelFigure] {
        let pronouns = [
            "he", "she", "i", "him", "her", "his", "they", "他", "她", "我", "人物", "主角", "character", "face", "脸",
        ]
        return pronouns.contains(where: text.contains) ? [PanelFigure(name: "")] : []
    }

    struct Kind: Sendable {
        let age: PanelFigure.Age
        let dress: PanelFigure.Dress
    }

    private static let kinds = Vocabulary<Kind>(entries: [
        (
            Kind(age: .child, dress: .feminine),
            ["little girl", "girl", "daughter", "小女孩", "女孩", "女儿", "小姑娘", "女童"]
        ),
        (Kind(age: .child, dress: .masculine), ["little boy", "boy", "son", "小男孩", "男孩", "儿子", "男童"]),
        (Kind(age: .child, dress: .unknown), ["child", "children", "kid", "baby", "孩子", "小孩", "儿童", "婴儿"]),
        (
            Kind(age: .elder, dress: .feminine),
            ["old woman", "elderly woman", "grandma", "grandmother", "奶奶", "老奶奶", "外婆", "老太太", "老妇人", "婆婆"]
        ),
        (
            Kind(age: .elder, dress: .masculine),
            [
                "old man", "elderly man", "grandpa", "grandfather", "old master", "old fisherman", "wizard", "爷爷",
                "老爷爷", "老人", "老者", "老头", "老汉", "外公", "师父", "老渔夫", "白发老人",
            ]
        ),
        (
            Kind(age: .adult, dress: .feminine),
            [
                "woman", "women", "young woman", "lady", "mother", "mom", "wife", "princess", "queen", "nurse",
                "actress", "heroine", "sister", "waitress", "女人", "女子", "少女", "妈妈", "母亲", "妻子", "公主",
                "女王", "女侠", "护士", "姐姐", "妹妹", "姑娘", "女士", "女主", "年轻女子", "皇后",
            ]
        ),
        (
            Kind(age: .adult, dress: .masculine),
            [
                "man", "men", "young man", "guy", "father", "dad", "husband", "prince", "king", "brother", "hero",
                "gentleman", "cowboy", "fisherman", "knight", "monk", "swordsman", "samurai", "男人", "男子", "少年",
                "爸爸", "父亲", "丈夫", "王子", "国王", "皇帝", "哥哥", "弟弟", "将军", "侠客", "剑客", "书生", "和尚",
                "道士", "先生", "小伙", "男主", "年轻人", "渔夫", "青年",
            ]
        ),
        (
            Kind(age: .adult, dress: .unknown),
            [
                "person", "people", "detective", "soldier", "doctor", "teacher", "student", "police", "officer",
                "driver", "scientist", "astronaut", "worker", "farmer", "chef", "warrior", "couple", "stranger",
                "侦探", "士兵", "医生", "老师", "学生", "警察", "司机", "科学家", "宇航员", "工人", "农民", "厨师", "战士",
                "情侣", "路人", "陌生人", "众人", "客人",
            ]
        ),
    ])

    /// Numbers, which count people only beside a word for people.
    private static let counts = Vocabulary<Int>(entries: [
        (2, ["two", "both", "pair", "两个", "两名", "两位"]), (3, ["three", "三个", "三名", "三位"]),
        (4, ["four", "several", "四个", "四名", "几个"]), (5, ["five", "many", "五个", "一群", "许多"]),
    ])

    /// Words that are people and their number at once.
    private static let crowds = Vocabulary<Int>(entries: [
        (2, ["couple", "two people", "duo", "两人", "二人", "两个人", "情侣", "双人"]),
        (3, ["trio", "three people", "三人", "三个人"]), (4, ["several people", "四人", "四个人", "几个人", "数人"]),
        (5, ["crowd", "group of people", "army", "人群", "众人", "一群人", "群众", "大军"]),
    ])

    private static let poses = Vocabulary<PanelFigure.Pose>(entries: [
        (
            .walking,
            ["walk", "walking", "stroll", "strolling", "wander", "approach", "走", "走路", "走进", "走向", "散步", "漫步", "步入"]
        ),
        (
            .running,
            [
                "run", "running", "chase", "chasing", "flee", "fleeing", "rush", "sprint", "跑", "奔跑", "追", "逃跑", "冲向",
                "狂奔",
            ]
        ),
        (.sitting, ["sit", "sitting", "seated", "sat", "坐", "坐着", "坐在", "盘腿"]),
        (
            .armRaised,
            [
                "wave", "waving", "point", "pointing", "raise", "raising", "reach", "fight", "举起", "挥手", "招手", "指着",
                "指向", "高举", "挥剑", "举手",
            ]
        ),
    ])

    private static let moods = Vocabulary<PanelFigure.Mood>(entries: [
        (
            .happy,
            [
                "smile", "smiling", "happy", "laugh", "laughing", "joy", "joyful", "cheerful", "笑", "微笑", "开心", "高兴",
                "快乐", "大笑", "喜悦",
            ]
        ),
        (
            .sad,
            [
                "sad", "cry", "crying", "tear", "tears", "weeping", "lonely", "grief", "sorrow", "melancholy", "哭",
                "悲伤", "难过", "流泪", "泪", "忧伤", "孤独", "伤心",
            ]
        ),
        (.angry, ["angry", "anger", "furious", "rage", "shouting", "glare", "怒", "愤怒", "生气", "怒吼", "咬牙"]),
        (
            .surprised,
            [
                "surprised", "shock", "shocked", "scared", "afraid", "fear", "astonished", "terrified", "惊讶", "震惊", "惊",
                "害怕", "恐惧", "惊恐",
            ]
        ),
    ])
}
