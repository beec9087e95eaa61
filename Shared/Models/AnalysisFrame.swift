/// One frame of a storyboard as clients know it (contract, section 2).
package struct StoryboardFrame: Codable, Sendable, Equatable {
    /// 1...n over the whole storyboard, without holes.
    package var sequence: Int
    package var sceneNumber: Int
    /// What happens, in the language of the script.
    package var chineseDescription: String
    /// The prompt for Jimeng and other providers that read Chinese.
    package var jimengPrompt: String
    /// The prompt for everybody else; this one is drawn when both are there.
    package var prompt: String
    package var negativePrompt: String
    /// A raw value of `ShotType`.
    package var shotType: String
    /// A raw value of `CameraMovement`.
    package var cameraMovement: String
    /// Names as in `script_analysis.characters`.
    package var characters: [String]
    /// The utterances joined, one a line, each with its speaker; empty when nobody speaks.
    package var dialogue: String
    /// What a voice without a body says; empty without one.
    package var narration: String
    package var durationSeconds: Double
    package var utterances: [Utterance]
    package var source: SourceSpan

    package init(
        sequence: Int, sceneNumber: Int, chineseDescription: String, jimengPrompt: String, prompt: String,
        negativePrompt: String, shotType: String, cameraMovement: String, characters: [String], dialogue: String,
        narration: String, durationSeconds: Double, utterances: [Utterance], source: SourceSpan
    ) {
        self.sequence = sequence
        self.sceneNumber = sceneNumber
        self.chineseDescription = chineseDescription
        self.jimengPrompt = jimengPrompt
        self.prompt = prompt
        self.negativePrompt = negativePrompt
        self.shotType = shotType
        self.cameraMovement = cameraMovement
        self.characters = characters
        self.dialogue = dialogue
        self.narration = narration
        self.durationSeconds = durationSeconds
        self.utterances = utterances
        self.source = source
    }
}

/// A line that somebody speaks, in the author's own words.
package struct Utterance: Codable, Sendable, Equatable {
    /// How a line is heard.
    package enum Kind: String, Codable, Sendable, CaseIterable {
        case dialogue
        /// A narrator, or a thought.
        case voiceover
        /// Spoken in the scene by somebody who is not in the picture.
        case offscreen
    }

    package var kind: Kind
    /// Empty when the text does not say who speaks.
    package var speaker: String
    package var text: String

    package init(kind: Kind, speaker: String, text: String) {
        self.kind = kind
        self.speaker = speaker
        self.text = text
    }
}

/// The part of the script that a frame shows.
package struct SourceSpan: Codable, Sendable, Equatable {
    /// First byte of the script's UTF-8.
    package var start: Int
    /// One past the last byte.
    package var end: Int
    package var text: String

    package init(start: Int, end: Int, text: String) {
        self.start = start
        self.end = end
        self.text = text
    }
}
