import JSON

/// A storyboard as one HTML page that needs nothing else: pictures inline, no script, good on paper.
struct BoardPage {
    private let board: Board
    private let words: BoardWords

    /// A page of the board, in the language of its script.
    init(_ board: Board) {
        self.board = board
        words = BoardWords(chinese: board.isChinese)
    }

    /// The whole page. Everything from the script or a model is escaped.
    var html: String {
        """
        <!DOCTYPE html>
        <html lang="\(words.language)">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>\(title.htmlEscaped)</title>
        <style>
        \(BoardStyle.css)
        </style>
        </head>
        <body>
        \(header)
        \(scenes.map(scene).joined(separator: "\n"))
        <footer>\((board.notice ?? "").htmlEscaped) \(words.madeBy)</footer>
        </body>
        </html>

        """
    }

    private var summary: JSONValue? { board.analysis["script_analysis"] }

    private var title: String {
        let title = summary?["title"]?.string ?? ""
        return title.isEmpty ? words.untitled : title
    }

    private var header: String {
        let seconds = board.frames.compactMap { $0["durationSeconds"]?.double }.reduce(0, +)
        let facts = [
            summary?["genre_detected"]?.string ?? "", words.scenes(scenes.count), words.frames(board.frames.count),
            words.length(Int(seconds.rounded())),
        ]
        return """
            <header>
            <h1>\(title.htmlEscaped)</h1>
            <p class="facts">\(facts.filter { !$0.isEmpty }.map(\.htmlEscaped).joined(separator: " · "))</p>
            \(cast)
            </header>
            """
    }

    private var cast: String {
        let people = summary?["characters"]?.array ?? []
        guard !people.isEmpty else { return "" }
        let items = people.compactMap { person -> String? in
            guard let name = person["name"]?.string else { return nil }
            let looks = person["appearance"]?.string ?? ""
            return "<li><b>\(name.htmlEscaped)</b>\(looks.isEmpty ? "" : " \(looks.htmlEscaped)")</li>"
        }
        return "<ul class=\"cast\">\(items.joined())</ul>"
    }

    /// Frames by scene, in the order of the script.
    private var scenes: [(number: Int, frames: [JSONValue])] {
        var scenes: [(number: Int, frames: [JSONValue])] = []
        for frame in board.frames {
            let number = frame["sceneNumber"]?.int ?? 1
            if scenes.last?.number == number {
                scenes[scenes.count - 1].frames.append(frame)
            } else {
                scenes.append((number, [frame]))
            }
        }
        return scenes
    }

    private func scene(_ scene: (number: Int, frames: [JSONValue])) -> String {
        let known = summary?["scenes"]?.array?.first { $0["number"]?.int == scene.number }
        let heading = known?["heading"]?.string ?? ""
        let summary = known?["summary"]?.string ?? ""
        return """
            <section>
            <h2>\(label(scene.number, heading))\(heading.htmlEscaped)</h2>
            \(summary.isEmpty || summary == heading ? "" : "<p class=\"summary\">\(summary.htmlEscaped)</p>")
            <div class="frames">
            \(scene.frames.map(frame).joined(separator: "\n"))
            </div>
            </section>
            """
    }

    /// The scene's number, unless its heading says it already.
    private func label(_ number: Int, _ heading: String) -> String {
        let isNumbered = heading.hasPrefix("第") || heading.lowercased().hasPrefix("scene")
        return isNumbered ? "" : "<span>\(words.scene(number))</span> "
    }

    private func frame(_ frame: JSONValue) -> String {
        let sequence = frame["sequence"]?.int ?? 0
        let text = frame["chineseDescription"]?.string ?? frame["prompt"]?.string ?? ""
        return """
            <article>
            <figure>\(picture(sequence, alt: text))</figure>
            <p class="shot"><b>\(sequence)</b>\(shot(frame))</p>
            <p class="what">\(text.htmlEscaped)</p>
            \(lines(frame))
            </article>
            """
    }

    private func picture(_ sequence: Int, alt: String) -> String {
        if let panel = board.panels[sequence] {
            return "<img src=\"\(panel.dataURL.htmlEscaped)\" alt=\"\(alt.htmlEscaped)\">"
        }
        return "<div class=\"none\">\((board.failures[sequence] ?? words.noPicture).htmlEscaped)</div>"
    }

    private func shot(_ frame: JSONValue) -> String {
        var facts = [frame["shotType"]?.string, frame["angle"]?.string, frame["cameraMovement"]?.string]
            .compactMap { $0 }.filter { !$0.isEmpty }.map(words.term)
        if let seconds = frame["durationSeconds"]?.double { facts.append(words.seconds(seconds)) }
        return facts.map { "<span>\($0.htmlEscaped)</span>" }.joined()
    }

    private func lines(_ frame: JSONValue) -> String {
        let utterances = frame["utterances"]?.array ?? []
        return utterances.compactMap { line -> String? in
            guard let text = line["text"]?.string, !text.isEmpty else { return nil }
            let speaker = line["speaker"]?.string ?? ""
            let kind = words.kind(line["kind"]?.string ?? "")
            let who = [speaker, kind].filter { !$0.isEmpty }.joined(separator: " ")
            return "<blockquote>\(who.isEmpty ? "" : "<b>\(who.htmlEscaped)</b> ")\(text.htmlEscaped)</blockquote>"
        }.joined()
    }
}

extension Board {
    /// Whether the script's own words, rather than what a model wrote about it, are Chinese.
    fileprivate var isChinese: Bool {
        let sample = frames.prefix(20).compactMap { $0["source"]?["text"]?.string ?? $0["chineseDescription"]?.string }
        return sample.joined().isChineseText
    }
}

extension String {
    /// Safe as text and as the value of a quoted attribute.
    fileprivate var htmlEscaped: String {
        var out = ""
        out.reserveCapacity(utf8.count)
        for character in unicodeScalars {
            switch character {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\"": out += "&quot;"
            case "'": out += "&#39;"
            default: out.unicodeScalars.append(character)
            }
        }
        return out
    }
}
