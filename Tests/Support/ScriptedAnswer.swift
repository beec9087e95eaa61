import JSON

/// What a diligent model would answer to the questions of an analysis.
enum ScriptedAnswer {
    /// The answer that follows from the prompt's own numbers.
    static func words(for prompt: String) -> String {
        if prompt.contains("故事切分") { return text(segmentation(prompt)) }
        if prompt.contains("关键帧提取") { return text(keyframes(prompt)) }
        if prompt.contains("提示词生成") { return text(prompts(prompt)) }
        return #"{"reply":"ok"}"#
    }

    private static func text(_ value: JSONValue) -> String {
        String(decoding: value.bytes(), as: UTF8.self)
    }

    /// As many scenes as asked for, of about the same number of paragraphs.
    private static func segmentation(_ prompt: String) -> JSONValue {
        let count = max(1, number(after: "切分为 ", in: prompt) ?? 1)
        let paragraphs = numbered(prompt)
        let scenes = min(count, max(1, paragraphs.count))
        let list: [JSONValue] = (0..<scenes).map { index in
            let first = paragraphs.isEmpty ? 1 : paragraphs[index * paragraphs.count / scenes].number
            let last = paragraphs.isEmpty ? 1 : paragraphs[(index + 1) * paragraphs.count / scenes - 1].number
            return ["number": .int(index + 1), "from": .int(first), "to": .int(last), "summary": "第\(index + 1)场概要"]
        }
        return [
            "title": "模型标题", "genre": "悬疑",
            "characters": [["name": "林晚", "appearance": "短发", "anchorPrompt": "短发女子"]], "scenes": .array(list),
        ]
    }

    /// A frame for each paragraph of each scene, six at most.
    private static func keyframes(_ prompt: String) -> JSONValue {
        var frames: [JSONValue] = []
        var scene = 0
        var inScene = 0
        for line in data("story", in: prompt).split(separator: "\n") {
            if line.hasPrefix("场景"), let number = Int(line.dropFirst(2).prefix { $0.isNumber }) {
                scene = number
                inScene = 0
            } else if let paragraph = paragraph(line), scene > 0, inScene < 6 {
                inScene += 1
                let shots = ["远景", "中景", "特写"]
                frames.append([
                    "scene": .int(scene), "from": .int(paragraph.number), "to": .int(paragraph.number),
                    "description": .string("画面：" + paragraph.text.prefix(40)),
                    "shotType": .string(shots[frames.count % 3]), "cameraMovement": "推镜头",
                    "characters": .array([]), "durationSeconds": "3.5秒",
                ])
            }
        }
        return ["frames": .array(frames)]
    }

    private static func prompts(_ prompt: String) -> JSONValue {
        let frames: [JSONValue] = data("frames", in: prompt).split(separator: "\n").compactMap { line in
            guard line.hasPrefix("sequence "), let number = Int(line.dropFirst(9).prefix { $0.isNumber }) else {
                return nil
            }
            return [
                "sequence": .int(number), "jimengPrompt": .string("即梦提示词\(number)"),
                "prompt": .string("english prompt \(number)"), "negativePrompt": "watermark",
            ]
        }
        return ["frames": .array(frames)]
    }

    private static func numbered(_ prompt: String) -> [(number: Int, text: Substring)] {
        data("script", in: prompt).split(separator: "\n").compactMap(paragraph)
    }

    /// "[3] words".
    private static func paragraph(_ line: Substring) -> (number: Int, text: Substring)? {
        guard line.hasPrefix("["), let end = line.firstIndex(of: "]"), let number = Int(line[..<end].dropFirst()) else {
            return nil
        }
        return (number, line[end...].dropFirst(2))
    }

    /// The last block of that name: the data stand at a prompt's end.
    private static func data(_ name: String, in prompt: String) -> Substring {
        guard let start = prompt.ranges(of: "<\(name)>\n").last, let end = prompt.ranges(of: "\n</\(name)>").last,
            start.upperBound <= end.lowerBound
        else { return "" }
        return prompt[start.upperBound..<end.lowerBound]
    }

    private static func number(after mark: String, in text: String) -> Int? {
        guard let start = text.firstRange(of: mark)?.upperBound else { return nil }
        return Int(text[start...].prefix { $0.isNumber })
    }
}
