/// The answer of `POST /api/intelligent-analyze-script`.
package struct ScriptAnalysisAnswer: Codable, Sendable, Equatable {
    package var success = true
    package var data: AnalysisResult

    package init(data: AnalysisResult) {
        self.data = data
    }
}

/// A script as scenes, people and frames.
package struct AnalysisResult: Codable, Sendable, Equatable {
    package var facts: AnalysisFacts
    package var frames: [StoryboardFrame]
    /// What could not be had, for a person; nothing is left out in silence.
    package var warnings: [String]

    private enum CodingKeys: String, CodingKey {
        case facts = "script_analysis"
        case frames = "storyboard_frames"
        case warnings
    }

    package init(facts: AnalysisFacts, frames: [StoryboardFrame], warnings: [String]) {
        self.facts = facts
        self.frames = frames
        self.warnings = warnings
    }
}

/// `script_analysis`: what was found in the script as a whole.
package struct AnalysisFacts: Codable, Sendable, Equatable {
    package var sceneCount: Int
    package var frameCount: Int
    package var genre: String
    package var title: String
    package var characters: [AnalysedCharacter]
    package var scenes: [AnalysedScene]
    /// `deepseek`, `claude`, `openai` or `offline`.
    package var provider: String
    package var model: String
    package var usage: AnalysisUsage
    /// The share of the script's characters that some frame's source holds, 0...1.
    package var coverage: Double

    private enum CodingKeys: String, CodingKey {
        case sceneCount, frameCount, title, characters, scenes, provider, model, usage, coverage
        case genre = "genre_detected"
    }

    package init(
        sceneCount: Int, frameCount: Int, genre: String, title: String, characters: [AnalysedCharacter],
        scenes: [AnalysedScene], provider: String, model: String, usage: AnalysisUsage, coverage: Double
    ) {
        self.sceneCount = sceneCount
        self.frameCount = frameCount
        self.genre = genre
        self.title = title
        self.characters = characters
        self.scenes = scenes
        self.provider = provider
        self.model = model
        self.usage = usage
        self.coverage = coverage
    }
}

/// A person of the script.
package struct AnalysedCharacter: Codable, Sendable, Equatable {
    package var name: String
    package var appearance: String
    /// The words that stand for this person in every prompt, so that the face stays the same.
    package var anchorPrompt: String

    package init(name: String, appearance: String, anchorPrompt: String) {
        self.name = name
        self.appearance = appearance
        self.anchorPrompt = anchorPrompt
    }
}

/// A scene of the script.
package struct AnalysedScene: Codable, Sendable, Equatable {
    /// From 1.
    package var number: Int
    /// The author's heading, or several where scenes were merged; empty where the author wrote none.
    package var heading: String
    package var summary: String

    package init(number: Int, heading: String, summary: String) {
        self.number = number
        self.heading = heading
        self.summary = summary
    }
}

/// What the analysis took of a language model; all zero without one.
package struct AnalysisUsage: Codable, Sendable, Equatable {
    package var promptTokens: Int
    package var completionTokens: Int
    /// Millionths of a US dollar.
    package var costMicroUSD: Int

    package init(promptTokens: Int = 0, completionTokens: Int = 0, costMicroUSD: Int = 0) {
        self.promptTokens = promptTokens
        self.completionTokens = completionTokens
        self.costMicroUSD = costMicroUSD
    }
}
