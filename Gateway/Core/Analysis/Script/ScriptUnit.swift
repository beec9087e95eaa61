import Models

/// The smallest piece of a script that is never cut: a sentence of action, or of what somebody says.
package struct ScriptUnit: Sendable, Equatable {
    /// The whole piece with marks, cue and quotes.
    package var range: Range<Int>
    /// What happens, or what is said, without mark and cue.
    package var content: Range<Int>
    /// The paragraph it stands in, counted from 0 over the whole script.
    package var paragraph: Int
    /// Index into the document's settings.
    package var setting: Int
    /// Whether the whole piece is spoken, as in a screenplay; then `spoken` has one element.
    package var isSpeech: Bool
    /// How it is spoken: "低声", "whispering"; empty without a note.
    package var manner: String
    package var spoken: [Spoken]
}

/// Words in a script that somebody says.
package struct Spoken: Sendable, Equatable {
    package var range: Range<Int>
    /// Empty while nobody knows.
    package var speaker: String
    package var kind: Utterance.Kind
    /// Pieces with the same number are one utterance.
    package var speech: Int
}

/// Where and when a stretch of the script plays.
package struct Setting: Sendable, Equatable {
    /// The author's heading; empty before the first.
    package var heading: String
    package var place: String
    package var time: String
    /// Nil where the script does not say.
    package var isInterior: Bool?

    package init(heading: String = "", place: String = "", time: String = "", isInterior: Bool? = nil) {
        self.heading = heading
        self.place = place
        self.time = time
        self.isInterior = isInterior
    }
}

/// What a script says about a person outside the scenes.
package struct CastNote: Sendable, Equatable {
    package var name: String
    package var appearance: String
}
