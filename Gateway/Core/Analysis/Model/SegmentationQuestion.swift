/// The question of step 1.
struct SegmentationQuestion {
    let document: ScriptDocument
    let request: ScriptAnalysisRequest
    let template: PromptTemplate

    /// The prompt with the numbered script as data.
    func text(isRepeat: Bool) -> String {
        let paragraphs = UnitDivider(units: document.units).paragraphs(in: document.units.indices)
        let numbered = NumberedParagraphs(document: document).text(paragraphs, headings: true)
        let filled = template.filled([
            .scriptContent: PromptData.block("script", numbered),
            .sceneCount: String(request.sceneCount),
            .style: request.style ?? "不限", .genre: request.genre ?? "请判断",
            .characters: PromptData.block("characters", request.characters.map(Self.line).joined(separator: "\n")),
        ])
        return isRepeat ? filled + "\n\n上一次的回答缺少 scenes 的段落编号范围，请按格式完整输出 json。" : filled
    }

    private static func line(_ character: ScriptAnalysisRequest.Character) -> String {
        character.appearance.isEmpty ? character.name : "\(character.name)：\(character.appearance)"
    }
}

/// Paragraphs with their numbers, as a model reads them.
struct NumberedParagraphs {
    let document: ScriptDocument

    /// "[3] 林晚：这么晚了，还有信？", one a line, headings before the paragraph they head.
    func text(_ paragraphs: [Range<Int>], headings: Bool) -> String {
        var lines: [String] = []
        var lastSetting = -1
        for run in paragraphs {
            let first = document.units[run.lowerBound]
            if headings, first.setting != lastSetting {
                lastSetting = first.setting
                let heading = document.settings[lastSetting].heading
                if !heading.isEmpty { lines.append("# " + heading) }
            }
            let range = first.range.lowerBound..<document.units[run.upperBound - 1].range.upperBound
            let speaker =
                first.isSpeech && document.format == .screenplay ? first.spoken.first.map { $0.speaker + ": " } : nil
            lines.append("[\(first.paragraph + 1)] " + (speaker ?? "") + document.source.flat(range))
        }
        return lines.joined(separator: "\n")
    }
}
