/// Guesses the names of people in prose.
struct ProseNames {
    let document: ScriptDocument
    private var source: ScriptText { document.source }

    init(_ document: ScriptDocument) {
        self.document = document
    }

    /// Names in the order of how often they stand there; empty where none is sure.
    func names() -> [String] {
        document.isChinese ? chineseNames() : englishNames()
    }

    // MARK: Chinese

    /// What starts a clause, begins with a surname and comes again, or speaks.
    private func chineseNames() -> [String] {
        var pairs: [String: Int] = [:]
        var triples: [String: Int] = [:]
        for unit in document.units {
            for clause in clauseStarts(unit.range) {
                let head = scalars(clause, in: unit.range)
                guard head.count >= 2, Self.mayBegin(head) else { continue }
                let pair = Self.text(head[..<2])
                guard !Self.words.contains(pair) else { continue }
                let weight = Self.speaks(head.dropFirst(2)) || Self.speaks(head.dropFirst(3)) ? 2 : 1
                pairs[pair, default: 0] += weight
                if head.count > 2, Self.mayEnd(head[2]) { triples[Self.text(head[..<3]), default: 0] += weight }
            }
        }
        return ranked(longest(pairs, triples))
    }

    /// The three-character name wins where its first two characters rarely stand without the third.
    private func longest(_ pairs: [String: Int], _ triples: [String: Int]) -> [String: Int] {
        var names = pairs.filter { $0.value >= 2 }
        for (triple, count) in triples where count >= 2 {
            let pair = String(triple.prefix(2))
            guard let whole = names[pair], count * 10 >= whole * 7 else { continue }
            names[pair] = nil
            names[triple] = count
        }
        return names
    }

    private func ranked(_ names: [String: Int]) -> [String] {
        let search = NameSearch(source)
        let all = 0..<source.bytes.count
        let sure = names.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.prefix(40).map(\.key)
        let counts = sure.map { (name: $0, count: search.count(FoldedName($0), in: all)) }
        return counts.sorted { ($0.count, $1.name) > ($1.count, $0.name) }.prefix(24).map(\.name)
    }

    /// Positions where a clause begins: the start, and after each punctuation mark.
    private func clauseStarts(_ range: Range<Int>) -> [Int] {
        var starts = [range.lowerBound]
        var position = range.lowerBound
        while position < range.upperBound {
            let (value, width) = source.scalar(at: position)
            position += width
            if Self.breaks.contains(value), position < range.upperBound { starts.append(position) }
        }
        return starts
    }

    private func scalars(_ start: Int, in range: Range<Int>) -> [Unicode.Scalar] {
        var found: [Unicode.Scalar] = []
        var position = start
        while position < range.upperBound, found.count < 6 {
            let (value, width) = source.scalar(at: position)
            guard (0x4E00...0x9FFF).contains(value), let scalar = Unicode.Scalar(value) else { break }
            found.append(scalar)
            position += width
        }
        return found
    }

    private static func mayBegin(_ head: [Unicode.Scalar]) -> Bool {
        surnames.contains(head[0]) && !after.contains(head[1])
            || nicknames.contains(head[0]) && surnames.contains(head[1])
    }

    private static func mayEnd(_ scalar: Unicode.Scalar) -> Bool {
        !after.contains(scalar)
    }

    private static func speaks(_ rest: ArraySlice<Unicode.Scalar>) -> Bool {
        guard let first = rest.first else { return false }
        return "说道问答喊笑叫".unicodeScalars.contains(first)
    }

    private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars)
        return String(text)
    }

    private static let breaks: Set<UInt32> = [
        0xFF0C, 0x3002, 0xFF01, 0xFF1F, 0xFF1B, 0x3001, 0xFF1A, 0x201C, 0x201D, 0x300C, 0x300D, 0x2026,
    ]
    private static let surnames = Set(
        """
        赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章苏潘葛范彭郎鲁韦马苗方俞任袁柳\
        鲍史唐费薛雷贺倪汤滕罗毕郝安常傅卞齐康伍余顾孟黄穆萧尹姚邵汪毛戴宋庞熊纪舒屈项祝董梁杜阮蓝席季贾江郭梅林钟徐\
        邱骆高夏蔡田胡凌霍虞万柯管卢莫房丁邓洪包石崔程陆荣段侯宁甘武刘景叶黎薄白蒲卓乔温庄柴阎慕习艾鱼容向古易廖耿\
        关欧裴楚闻聂文曾沙游岳肖司上诸独令端木
        """.unicodeScalars)
    private static let nicknames = Set("老小阿大".unicodeScalars)
    /// Characters that follow a name rather than belong to one.
    private static let after = Set(
        """
        的了是在说道问笑看抬站走拿把向对从也又都就不没已正一着地得和与跟被让给将要会能想到去来回转坐拉推打开出进上下低\
        轻冷点摇听见闻望盯皱叹喊叫答应身脸眼手头心脚这那他她它们我你有用以为只便还才却很更最再连而但如果因所其之于
        """.unicodeScalars)
    /// Words that begin like a name.
    private static let words: Set<String> = [
        "高兴", "方向", "黄昏", "白天", "马上", "时间", "何况", "安静", "张开", "江湖", "江南", "金色", "石头", "雷声", "常常", "关于",
        "文化", "成为", "温柔", "万一", "向前", "古老", "任何", "任务", "许多", "许久", "何必", "何时", "夏天", "白色", "黄色", "方才",
        "司机", "上面", "上前", "高大", "容易", "易碎", "游客", "房间", "房子", "房门", "石阶", "林子", "田野", "毛巾", "马路", "马车",
        "柳树", "梅花", "雷雨", "华灯", "管家", "常年", "康复", "项目", "文件", "程序", "包裹", "沙发", "沙滩", "武功", "武器", "终于",
        "关门", "关上", "安全", "严肃", "明天", "明白", "章节", "金属", "江边", "江水", "叶子", "黎明", "庄园", "温暖", "景色", "端起",
        "木门", "古镇", "洪水", "管理", "曾经", "万里", "万物", "独自", "令人", "诸位", "大家", "小心", "老板", "小孩", "大雨", "小雨",
        "白发", "高处", "高声", "余下", "顾客", "席间", "欧洲", "罗列", "史书", "宁静", "宁愿", "薄雾", "上午", "上楼", "华丽", "鱼儿",
    ]

    // MARK: English

    /// Words with a capital that never stand without one; beside a verb of saying they count three times.
    private func englishNames() -> [String] {
        var counts: [String: Int] = [:]
        var plain: Set<String> = []
        for unit in document.units {
            let words = source.text(unit.range.prefix(bytes: 4_000)).split(whereSeparator: \.isWhitespace)
            for (index, word) in words.enumerated() {
                guard let name = Self.capitalised(word) else {
                    if word.first?.isLowercase == true { plain.insert(Self.bare(word)) }
                    continue
                }
                let neighbours = [index - 1, index + 1].filter(words.indices.contains).map { Self.bare(words[$0]) }
                counts[name, default: 0] += neighbours.contains(where: Self.saying.contains) ? 3 : 1
            }
        }
        let sure = counts.filter { $0.value >= 3 && !plain.contains($0.key.lowercased()) }
        return sure.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.prefix(24).map(\.key)
    }

    private static func capitalised(_ word: Substring) -> String? {
        let bare = word.drop { !$0.isLetter }.prefix { $0.isLetter }
        guard bare.count > 1, bare.count < 20, bare.first?.isUppercase == true,
            bare.dropFirst().allSatisfy(\.isLowercase), !commonWords.contains(bare.lowercased())
        else { return nil }
        return String(bare)
    }

    private static func bare(_ word: Substring) -> String {
        String(word.lowercased().filter(\.isLetter))
    }

    static let saying: Set<String> = [
        "said", "says", "asked", "asks", "replied", "replies", "whispered", "whispers", "shouted", "shouts", "cried",
        "answered", "murmured", "muttered", "laughed", "called", "yelled",
    ]
    private static let commonWords: Set<String> = [
        "the", "and", "but", "she", "he", "it", "they", "we", "you", "his", "her", "this", "that", "there", "then",
        "what",
        "when", "where", "why", "how", "who", "not", "now", "yes", "no", "in", "on", "at", "if", "so", "as", "for",
        "my",
        "your", "god", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january",
        "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
        "english", "chinese", "french", "mr", "mrs", "ms", "dr", "sir", "is", "are", "was", "its", "one", "two", "an",
    ]
}
