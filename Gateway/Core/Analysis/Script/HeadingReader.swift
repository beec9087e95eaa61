/// Reads headings: of scenes in Chinese and English, and of chapters.
struct HeadingReader {
    /// What a line heads.
    enum Heading: Equatable {
        case scene(Setting)
        case chapter(Setting)
    }

    /// Longer lines are no headings.
    static let longest = 60

    /// The heading that the line is, or nil.
    static func heading(_ line: String) -> Heading? {
        guard line.count <= longest else { return nil }
        let bare = line.drop { "#*【[《〔＃ ".contains($0) }
        let text = String(bare.reversed().drop { "*】]》〕 ".contains($0) }.reversed())
        guard let first = text.first else { return nil }
        if let english = englishScene(text) { return .scene(labelled(english, line)) }
        if first == "第", let ordinal = ordinalHeading(text, line) { return ordinal }
        if let scene = numberedScene(text) { return .scene(labelled(scene, line)) }
        if let scene = tokensOnly(text) { return .scene(labelled(scene, line)) }
        if isChapter(line, text) { return .chapter(Setting(heading: text)) }
        return nil
    }

    private static func labelled(_ setting: Setting, _ line: String) -> Setting {
        var setting = setting
        setting.heading = String(line.drop { "#* ".contains($0) })
        return setting
    }

    /// INT. / EXT. / EST. / I/E, or forced by one leading dot.
    private static func englishScene(_ text: String) -> Setting? {
        if text.hasPrefix("."), !text.hasPrefix("..") { return place(text.dropFirst(), isInterior: nil) }
        let folded = text.lowercased()
        for (mark, isInterior) in englishMarks where folded.hasPrefix(mark) {
            return place(text.dropFirst(mark.count), isInterior: isInterior)
        }
        return nil
    }

    private static let englishMarks: [(String, Bool?)] = [
        ("int./ext.", nil), ("int/ext.", nil), ("int/ext ", nil), ("ext./int.", nil), ("i/e.", nil), ("i/e ", nil),
        ("int.", true), ("int ", true), ("ext.", false), ("ext ", false), ("est.", false), ("est ", false),
    ]

    /// "OLD BOOKSHOP - NIGHT": what follows the last dash is the time.
    private static func place(_ text: Substring, isInterior: Bool?) -> Setting {
        let parts = text.split(whereSeparator: { "-–—".contains($0) }).map { trim($0) }.filter { !$0.isEmpty }
        guard parts.count > 1, let last = parts.last else {
            return Setting(place: parts.first ?? "", isInterior: isInterior)
        }
        return Setting(place: parts.dropLast().joined(separator: ", "), time: last, isInterior: isInterior)
    }

    /// 第三场, 第一幕: scenes; 第三章, 第二集: chapters.
    private static func ordinalHeading(_ text: String, _ line: String) -> Heading? {
        let digits = text.dropFirst().prefix { "0123456789０１２３４５６７８９一二三四五六七八九十百千零〇两 ".contains($0) }
        guard !digits.isEmpty, let mark = text.dropFirst(1 + digits.count).first else { return nil }
        let rest = text.dropFirst(2 + digits.count)
        if "场場幕镜".contains(mark) { return .scene(labelled(SettingTokens(rest).setting, line)) }
        guard "章集回节節卷话話".contains(mark), !rest.contains(where: { "。，！？".contains($0) }) else { return nil }
        return .chapter(Setting(heading: text))
    }

    /// "场景一：…", "Scene 3", "1-2 咖啡馆 内 日", "内景 …".
    private static func numberedScene(_ text: String) -> Setting? {
        for mark in ["场景", "場景", "场次", "場次", "Scene ", "SCENE "] where text.hasPrefix(mark) {
            let rest = text.dropFirst(mark.count)
            let digits = rest.prefix { "0123456789一二三四五六七八九十百 ".contains($0) }
            if digits.contains(where: { $0 != " " }) { return SettingTokens(rest.dropFirst(digits.count)).setting }
        }
        for mark in ["内景", "外景", "内/外景"] where text.hasPrefix(mark) {
            guard !text.contains(where: { "。！？“”".contains($0) }) else { return nil }
            return SettingTokens(text[...]).setting
        }
        guard text.first?.isNumber == true else { return nil }
        let tokens = SettingTokens(text.drop { $0.isNumber || "-.．、)） ".contains($0) })
        guard tokens.isInterior != nil || !tokens.ownTime.isEmpty, !tokens.place.isEmpty else { return nil }
        return text.contains(where: { "。！？“”".contains($0) }) ? nil : tokens.setting
    }

    /// "咖啡馆 内 日" without a number: both marks must stand alone.
    private static func tokensOnly(_ text: String) -> Setting? {
        guard !text.contains(where: { "。！？，“”：:".contains($0) }) else { return nil }
        let tokens = SettingTokens(text[...])
        return tokens.isInterior != nil && !tokens.ownTime.isEmpty && !tokens.place.isEmpty ? tokens.setting : nil
    }

    private static func isChapter(_ line: String, _ text: String) -> Bool {
        let folded = text.lowercased()
        if line.hasPrefix("#") { return true }
        if ["chapter ", "act ", "part ", "prologue", "epilogue"].contains(where: folded.hasPrefix) {
            return text.count <= 40 && !text.hasSuffix(".") && !text.contains(",")
        }
        return ["序章", "楔子", "尾声", "引子", "后记", "序幕"].contains(text)
    }

    static func trim(_ text: Substring) -> String {
        String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
