import Models

/// The people of a script.
package struct Cast: Sendable, Equatable {
    /// Most important first.
    package var members: [AnalysedCharacter]

    /// At most so many people are listed.
    static let limit = 40

    /// The people that speak, are listed, or are given by the client; the client's words go first.
    package init(_ document: ScriptDocument, given: [ScriptAnalysisRequest.Character]) {
        let notes = AppearanceReader(document)
        var names = given.map(\.name)
        for name in Self.speakers(document) + document.castNotes.map(\.name) where !names.contains(name) {
            names.append(name)
        }
        if names.count == given.count { names += ProseNames(document).names().filter { !names.contains($0) } }
        members = names.prefix(Self.limit).map { name in
            let own = given.first { $0.name == name }
            let appearance = own.map(\.appearance).flatMap { $0.isEmpty ? nil : $0 } ?? notes.appearance(of: name)
            let anchor = own.map(\.anchorPrompt).flatMap { $0.isEmpty ? nil : $0 }
            return AnalysedCharacter(
                name: name, appearance: appearance,
                anchorPrompt: anchor ?? Self.anchor(name, appearance, chinese: document.isChinese))
        }
    }

    package init(members: [AnalysedCharacter]) {
        self.members = members
    }

    /// The words that stand for a person in a prompt.
    package static func anchor(_ name: String, _ appearance: String, chinese: Bool) -> String {
        if appearance.isEmpty { return name }
        return chinese ? "\(name)（\(appearance)）" : "\(name) (\(appearance))"
    }

    /// Everybody who speaks, by the number of lines.
    private static func speakers(_ document: ScriptDocument) -> [String] {
        var lines: [String: Int] = [:]
        var order: [String] = []
        for spoken in document.units.flatMap(\.spoken) where !spoken.speaker.isEmpty {
            if lines[spoken.speaker] == nil { order.append(spoken.speaker) }
            lines[spoken.speaker, default: 0] += 1
        }
        let places = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
        return order.sorted { left, right in
            let (a, b) = (lines[left] ?? 0, lines[right] ?? 0)
            return a == b ? (places[left] ?? 0) < (places[right] ?? 0) : a > b
        }
    }
}
