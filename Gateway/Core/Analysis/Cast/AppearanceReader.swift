/// Finds how a person looks: in the cast list, or in brackets after the first mention of the name.
struct AppearanceReader {
    /// Longer brackets are no description.
    static let longest = 240

    private let document: ScriptDocument
    private let search: NameSearch

    init(_ document: ScriptDocument) {
        self.document = document
        search = NameSearch(document.source)
    }

    /// The author's words on how that person looks, or an empty text.
    func appearance(of name: String) -> String {
        if let note = document.castNotes.first(where: { $0.name == name && !$0.appearance.isEmpty }) {
            return note.appearance
        }
        let folded = FoldedName(name)
        var tries = 0
        for unit in document.units where !unit.isSpeech {
            guard let position = search.first(folded, in: unit.range) else { continue }
            if let text = bracket(at: position + folded.bytes.count, in: unit) { return text }
            tries += 1
            if tries > 3 { break }
        }
        return ""
    }

    /// The bracket that opens right there; in English a comma after the name also brings one ("MAYA, 30s, tall,").
    private func bracket(at position: Int, in unit: ScriptUnit) -> String? {
        let end = min(unit.range.upperBound, position + Self.longest)
        guard position < end else { return nil }
        let rest = document.source.text(position..<end).drop { $0 == " " }
        guard let first = rest.first, "（(".contains(first), let close = rest.firstIndex(where: { "）)".contains($0) })
        else { return nil }
        let inside = rest[rest.index(after: rest.startIndex)..<close]
        let marks = ["V.O.", "O.S.", "VO", "OS", "CONT'D", "画外音", "旁白"]
        return inside.count < 2 || marks.contains(String(inside)) ? nil : String(inside)
    }
}
