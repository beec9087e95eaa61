import Models

/// Makes a storyboard by rule: no key, no network, the same result every time.
package struct OfflineAnalyser: ScriptAnalyser {
    package init() {}

    package func analyse(
        _ request: ScriptAnalysisRequest, report: @escaping @Sendable (AnalysisEvent) async throws -> Void
    ) async throws -> AnalysisResult {
        try await report(.started(.segmentation))
        let (document, scenes) = await offLoop {
            let document = ScriptDocument(request.script)
            return (document, ScenePlan(document).scenes(request.sceneCount))
        }
        try await report(.finished(.segmentation, tokens: 0))
        try await report(.started(.keyframes))
        let result = await offLoop {
            let board = OfflineBoard(document, request)
            return board.analysis(scenes, board.frames(scenes))
        }
        try await report(.finished(.keyframes, tokens: 0))
        for frame in result.frames { try await report(.frame(frame)) }
        return result
    }
}

/// One storyboard in the making.
struct OfflineBoard {
    /// Frames that hold more of the text than this, in bytes, are worth a warning.
    static let longestFrame = 3_000

    private let document: ScriptDocument
    private let request: ScriptAnalysisRequest
    private let cast: Cast
    private let genre: String

    init(_ document: ScriptDocument, _ request: ScriptAnalysisRequest) {
        self.document = document
        self.request = request
        cast = Cast(document, given: request.characters)
        genre = request.genre ?? GenreGuess.genre(document)
    }

    func frames(_ scenes: [PlannedScene]) -> [StoryboardFrame] {
        let reader = BeatReader(document, cast: cast)
        let maker = FrameMaker(
            document: document,
            texts: FrameTexts(
                document: document, cast: cast, style: request.style, genre: genre, aspectRatio: request.aspectRatio))
        let planner = BeatPlanner(document: document, framesPerScene: request.framesPerScene)
        var shots = ShotPlanner()
        var frames: [StoryboardFrame] = []
        for (index, scene) in scenes.enumerated() {
            let beats = planner.beats(of: scene)
            let contents = beats.map(reader.content)
            let talkers = contents.flatMap(\.speakers)
            for (beat, content) in zip(beats, contents) {
                let listener = talkers.first { $0 != content.speakers.first }
                frames.append(
                    maker.frame(
                        sequence: frames.count + 1, sceneNumber: index + 1, beat: beat, content: content,
                        look: shots.next(beat, content), listener: listener))
            }
        }
        return frames
    }

    func analysis(_ scenes: [PlannedScene], _ frames: [StoryboardFrame]) -> AnalysisResult {
        AnalysisResult(
            facts: AnalysisFacts(
                sceneCount: scenes.count, frameCount: frames.count, genre: genre, title: document.title,
                characters: cast.members,
                scenes: scenes.enumerated().map { number, scene in
                    AnalysedScene(
                        number: number + 1, heading: scene.heading,
                        summary: frames.first { $0.sceneNumber == number + 1 }?.chineseDescription ?? "")
                },
                provider: AnalystName.offline.rawValue, model: "rules", usage: AnalysisUsage(),
                coverage: Coverage.share(of: frames, in: document.source)),
            frames: frames, warnings: warnings(scenes, frames))
    }

    private func warnings(_ scenes: [PlannedScene], _ frames: [StoryboardFrame]) -> [String] {
        var warnings: [String] = []
        let words = AnalysisWarnings(language: request.language, isChinese: document.isChinese)
        if scenes.count < request.sceneCount { warnings.append(words.fewerScenes(scenes.count, request.sceneCount)) }
        let crowded = frames.count(where: { $0.source.end - $0.source.start > Self.longestFrame })
        if crowded > 0 { warnings.append(words.crowdedFrames(crowded)) }
        return warnings
    }
}
