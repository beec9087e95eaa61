import Models

/// What step 1 brought: scenes with their units, the people, title and genre.
struct StoryOutline: Sendable {
    var scenes: [PlannedScene]
    var cast: Cast
    var title: String
    var genre: String
    /// Whether the model named the scenes' paragraphs.
    let hasModelScenes: Bool

    /// Reads the answer; what it lacks comes from the rules.
    init(answer: String, document: ScriptDocument, request: ScriptAnalysisRequest) {
        let reader = AnswerReader(answer)
        let drafts = Self.ordered(reader.scenes(), document)
        hasModelScenes = !drafts.isEmpty
        let plan = ScenePlan(document)
        var planned =
            drafts.isEmpty
            ? plan.scenes(request.sceneCount)
            : plan.fit(Self.runs(drafts.map(\.unit), document.units.count), to: request.sceneCount)
        for index in planned.indices {
            let start = planned[index].units.lowerBound
            planned[index].summary = drafts.last { $0.unit <= start }?.scene.summary ?? ""
        }
        scenes = planned
        cast = Self.merged(Cast(document, given: request.characters), reader.characters(), request, document.isChinese)
        title = document.title.isEmpty ? reader.text(["title", "标题", "剧名"]) ?? "" : document.title
        genre = request.genre ?? reader.text(["genre", "genredetected", "题材", "类型"]) ?? GenreGuess.genre(document)
    }

    /// The drafts by the unit they begin at; those that begin nowhere or where another does are left out.
    private static func ordered(
        _ drafts: [DraftScene], _ document: ScriptDocument
    ) -> [(scene: DraftScene, unit: Int)] {
        var starts: [Int: Int] = [:]
        for (index, unit) in document.units.enumerated() where starts[unit.paragraph] == nil {
            starts[unit.paragraph] = index
        }
        var found: [(scene: DraftScene, unit: Int)] = []
        for draft in drafts.sorted(by: { $0.from < $1.from }) {
            guard let unit = starts[draft.from - 1], unit != found.last?.unit else { continue }
            found.append((draft, unit))
        }
        return found
    }

    /// Runs that cover all units: each from its start to the next, the first from the text's beginning.
    private static func runs(_ starts: [Int], _ count: Int) -> [Range<Int>] {
        starts.indices.map { index in
            (index == 0 ? 0 : starts[index])..<(index + 1 < starts.count ? starts[index + 1] : count)
        }
    }

    /// What the client gave goes first, then what the script says, then what the model says.
    private static func merged(
        _ own: Cast, _ told: [AnalysedCharacter], _ request: ScriptAnalysisRequest, _ isChinese: Bool
    ) -> Cast {
        var members = own.members
        for person in told {
            guard let index = members.firstIndex(where: { $0.name.lowercased() == person.name.lowercased() }) else {
                if members.count < Cast.limit { members.append(withAnchor(person, isChinese)) }
                continue
            }
            guard members[index].appearance.isEmpty else { continue }
            let isGiven = request.characters.contains { $0.name == members[index].name && !$0.anchorPrompt.isEmpty }
            let anchor = isGiven ? members[index].anchorPrompt : person.anchorPrompt
            members[index] = withAnchor(
                AnalysedCharacter(name: members[index].name, appearance: person.appearance, anchorPrompt: anchor),
                isChinese)
        }
        return Cast(members: members)
    }

    private static func withAnchor(_ person: AnalysedCharacter, _ isChinese: Bool) -> AnalysedCharacter {
        var person = person
        if person.anchorPrompt.isEmpty {
            person.anchorPrompt = Cast.anchor(person.name, person.appearance, chinese: isChinese)
        } else if !person.anchorPrompt.contains(person.name) {
            person.anchorPrompt = Cast.anchor(person.name, person.anchorPrompt, chinese: isChinese)
        }
        return person
    }
}
