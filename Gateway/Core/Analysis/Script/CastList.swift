/// A line such as "人物：林晚、陈默", "时间：夜" or "地点：书店".
struct CastList: Equatable {
    var names: [String] = []
    var place: String?
    var time: String?
    /// Whether it may stand under a scene's heading.
    var isBesideHeading = true

    /// Reads the line, or nil when it is none.
    init?(_ line: String) {
        guard line.count < 200 else { return nil }
        let bare = line.drop { "#*【[ ".contains($0) }
        guard let end = bare.firstIndex(where: { "：:】]".contains($0) }) else {
            guard Self.castTitles.contains(String(bare)) else { return nil }
            return
        }
        let label = String(bare[..<end])
        let rest = HeadingReader.trim(bare[bare.index(after: end)...].drop { "：:】] ".contains($0) })
        if Self.castTitles.contains(label) {
            names = Self.names(rest)
        } else if label == "地点" || label == "Place" || label == "Setting" {
            place = rest
        } else if label == "时间" || label == "Time" {
            time = rest
        } else {
            return nil
        }
    }

    private static let castTitles: Set<String> = [
        "人物", "出场人物", "登场人物", "人物表", "人物小传", "人物介绍", "主要人物", "角色", "角色表", "Characters", "Cast",
        "CHARACTERS", "CAST", "Dramatis Personae",
    ]

    private static func names(_ text: String) -> [String] {
        text.split(whereSeparator: { "、，,；; ".contains($0) }).compactMap { part in
            let name = CueText(String(part)).name ?? ""
            return SpeechLine.isName(name) && name.count <= 20 ? name : nil
        }
    }
}
