/// Step 2: asks for the frames of each scene, some scenes at a time, side by side within a limit.
struct KeyframeStep {
    /// So many frames fit an answer of 8000 tokens with room.
    static let scenesPerQuestion = 8
    static let questionsSideBySide = 3
    /// Asked again so often for scenes without a frame.
    static let repeats = 2

    let questions: StepQuestions
    let asker: StepAsker

    /// The shots of the whole storyboard in order; scenes without any are made by rule, and told.
    func run() async throws -> ShotList {
        try await asker.during(.keyframes) {
            var drafts: [Int: [DraftFrame]] = [:]
            var missing = Array(questions.outline.scenes.indices)
            for _ in 0...Self.repeats where !missing.isEmpty {
                for (scene, frames) in try await ask(missing) { drafts[scene] = frames }
                missing.removeAll { drafts[$0] != nil }
            }
            let told = drafts
            return await offLoop { ShotListMaker(questions: questions).list(told) }
        }
    }

    private func ask(_ scenes: [Int]) async throws -> [Int: [DraftFrame]] {
        let chunks = stride(from: 0, to: scenes.count, by: Self.scenesPerQuestion).map {
            Array(scenes[$0..<min($0 + Self.scenesPerQuestion, scenes.count)])
        }
        var drafts: [Int: [DraftFrame]] = [:]
        for answer in try await inOrder(chunks, sideBySide: Self.questionsSideBySide, { try await ask(chunk: $0) }) {
            drafts.merge(answer) { _, new in new }
        }
        return drafts
    }

    private func ask(chunk: [Int]) async throws -> [Int: [DraftFrame]] {
        let answer = try await asker.ask(.keyframes, questions.keyframes(chunk))
        var drafts: [Int: [DraftFrame]] = [:]
        for frame in await offLoop({ AnswerReader(answer).frames() }) {
            let scene = frame.scene.map { $0 - 1 } ?? (chunk.count == 1 ? chunk[0] : nil) ?? byParagraph(frame, chunk)
            guard let scene, chunk.contains(scene) else { continue }
            drafts[scene, default: []].append(frame)
        }
        return drafts
    }

    /// A frame that names no scene but a paragraph.
    private func byParagraph(_ frame: DraftFrame, _ chunk: [Int]) -> Int? {
        guard let from = frame.from else { return nil }
        let units = questions.document.units
        return chunk.first { scene in
            let run = questions.outline.scenes[scene].units
            return units[run.lowerBound].paragraph + 1 <= from && from <= units[run.upperBound - 1].paragraph + 1
        }
    }
}

/// Runs work for each element, some side by side; results in the order of the elements. The first failure ends all.
func inOrder<Element: Sendable, Value: Sendable>(
    _ elements: [Element], sideBySide: Int, _ work: @escaping @Sendable (Element) async throws -> Value
) async throws -> [Value] {
    try await withThrowingTaskGroup(of: (Int, Value).self) { group in
        var values: [Int: Value] = [:]
        for (index, element) in elements.enumerated() {
            if index >= sideBySide, let (place, value) = try await group.next() { values[place] = value }
            group.addTask { (index, try await work(element)) }
        }
        for try await (place, value) in group { values[place] = value }
        return elements.indices.compactMap { values[$0] }
    }
}
