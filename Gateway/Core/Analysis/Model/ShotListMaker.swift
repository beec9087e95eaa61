import Models

/// The shots of a storyboard with what was found on the way.
struct ShotList: Sendable {
    var shots: [PlannedShot]
    /// Scenes, counted from 1, whose frames are made by rule.
    var scenesByRule: [Int]
    /// Frames whose dialogue the model had changed; the author's words stand.
    var rewritten: Int
}

/// Lays the model's frames over the scenes' text.
struct ShotListMaker {
    private let document: ScriptDocument
    private let outline: StoryOutline
    private let request: ScriptAnalysisRequest
    private let reader: BeatReader
    private let texts: FrameTexts
    private let planner: BeatPlanner

    init(questions: StepQuestions) {
        document = questions.document
        outline = questions.outline
        request = questions.request
        reader = BeatReader(document, cast: outline.cast)
        texts = FrameTexts(
            document: document, cast: outline.cast, style: request.style, genre: outline.genre,
            aspectRatio: request.aspectRatio)
        planner = BeatPlanner(document: document, framesPerScene: request.framesPerScene)
    }

    /// All shots in order.
    func list(_ drafts: [Int: [DraftFrame]]) -> ShotList {
        var list = ShotList(shots: [], scenesByRule: [], rewritten: 0)
        var shots = ShotPlanner()
        for (index, scene) in outline.scenes.enumerated() {
            let own = Array((drafts[index] ?? []).prefix(request.framesPerScene ?? 6))
            if own.isEmpty { list.scenesByRule.append(index + 1) }
            for (beat, draft) in beats(of: scene, own) {
                add(beat, draft, index, &shots, &list)
            }
        }
        return list
    }

    private func add(
        _ beat: FrameBeat, _ draft: DraftFrame?, _ scene: Int, _ shots: inout ShotPlanner, _ list: inout ShotList
    ) {
        var content = reader.content(of: beat)
        let look = shots.next(beat, content)
        if let draft, beat.role == .story, !takeSpeech(of: draft, into: &content) { list.rewritten += 1 }
        let listener = content.people.first { $0 != content.speakers.first }
        if let draft { content.people = people(draft, content.people) }
        list.shots.append(
            PlannedShot(
                sequence: list.shots.count + 1, scene: scene, beat: beat, content: content,
                look: (draft?.shot ?? look.shot, draft?.movement ?? look.movement),
                description: draft?.description ?? texts.description(content, beat.role, listener: listener),
                people: content.people, seconds: draft?.seconds, narration: draft?.narration))
    }

    /// The model's people that the cast knows, else those of the text.
    private func people(_ draft: DraftFrame, _ own: [String]) -> [String] {
        let known = outline.cast.members.map(\.name)
        let told = draft.characters.compactMap { name in known.first { $0.lowercased() == name.lowercased() } }
        return told.isEmpty ? own : told
    }

    /// Fills in speakers that the rules could not tell. False when the model's words are not the author's.
    private func takeSpeech(of draft: DraftFrame, into content: inout BeatContent) -> Bool {
        let source = document.source.flat(content.span)
        var isFaithful = true
        for told in draft.utterances {
            let words = told.text.filter { !"“”\"「」".contains($0) }
            let bare = HeadingReader.trim(words[...])
            if let place = content.utterances.firstIndex(where: { $0.text.contains(bare) || bare.contains($0.text) }) {
                if content.utterances[place].speaker.isEmpty { content.utterances[place].speaker = told.speaker }
            } else if !bare.isEmpty, source.contains(bare) {
                content.utterances.append(Utterance(kind: told.kind, speaker: told.speaker, text: bare))
            } else {
                isFaithful = false
            }
        }
        return isFaithful
    }

    // MARK: Frames over units

    /// Each of the model's frames with its units; the rules' own beats where there is none.
    private func beats(of scene: PlannedScene, _ drafts: [DraftFrame]) -> [(FrameBeat, DraftFrame?)] {
        guard !drafts.isEmpty else { return planner.beats(of: scene).map { ($0, nil) } }
        let runs = runs(of: scene.units, drafts)
        var beats = runs.enumerated().map { index, run in
            let isAgain = index > 0 && run == runs[index - 1]
            return (FrameBeat(units: run, role: isAgain ? .reaction : .story), Optional(drafts[index]))
        }
        while let wanted = request.framesPerScene, beats.count < wanted {
            beats.append((FrameBeat(units: runs[runs.count - 1], role: .reaction), nil))
        }
        beats[0].0.isFirstOfScene = true
        beats[beats.count - 1].0.isLastOfScene = true
        return beats
    }

    /// Runs that cover the scene in order, cut where the frames say, or evenly where they do not.
    private func runs(of units: Range<Int>, _ drafts: [DraftFrame]) -> [Range<Int>] {
        let divider = UnitDivider(units: document.units)
        guard drafts.count <= units.count else {
            let parts = divider.divide(units, into: drafts.count)
            return drafts.indices.map { parts[min($0, parts.count - 1)] }
        }
        guard drafts.allSatisfy({ $0.from != nil }) else { return divider.divide(units, into: drafts.count) }
        var starts = [units.lowerBound]
        for (index, draft) in drafts.enumerated().dropFirst() {
            let wanted = units.first { document.units[$0].paragraph + 1 >= draft.from ?? 0 } ?? units.upperBound
            let latest = units.upperBound - (drafts.count - index)
            starts.append(min(max(wanted, starts[index - 1] + 1), latest))
        }
        return starts.indices.map { starts[$0]..<($0 + 1 < starts.count ? starts[$0 + 1] : units.upperBound) }
    }
}
