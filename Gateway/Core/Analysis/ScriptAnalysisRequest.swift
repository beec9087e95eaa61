/// What a client asks of the analysis.
package struct ScriptAnalysisRequest: Sendable, Equatable {
    /// A person that the client already knows; it goes before what the script says.
    package struct Character: Sendable, Equatable {
        package var name: String
        package var appearance: String
        package var anchorPrompt: String

        package init(name: String, appearance: String = "", anchorPrompt: String = "") {
            self.name = name
            self.appearance = appearance
            self.anchorPrompt = anchorPrompt
        }
    }

    package static let sceneCounts = 1...500
    package static let framesPerSceneCounts = 1...6

    package var script: String
    /// One of `sceneCounts`.
    package var sceneCount: Int
    package var style: String?
    package var genre: String?
    /// `zh`, `en`, …: of descriptions; nil: the script's own.
    package var language: String?
    package var aspectRatio: String?
    /// Nil: the one that the settings name.
    package var provider: AnalystName?
    package var characters: [Character]
    /// One of `framesPerSceneCounts`; nil: as many as the scene's text asks for.
    package var framesPerScene: Int?

    package init(
        script: String, sceneCount: Int, style: String? = nil, genre: String? = nil, language: String? = nil,
        aspectRatio: String? = nil, provider: AnalystName? = nil, characters: [Character] = [],
        framesPerScene: Int? = nil
    ) {
        self.script = script
        self.sceneCount = sceneCount
        self.style = style
        self.genre = genre
        self.language = language
        self.aspectRatio = aspectRatio
        self.provider = provider
        self.characters = characters
        self.framesPerScene = framesPerScene
    }
}

/// Who analyses a script.
package enum AnalystName: String, Sendable, CaseIterable {
    case deepseek
    case claude
    case openai
    /// By rule, without a key.
    case offline
}
