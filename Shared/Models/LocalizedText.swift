/// The language of texts for a person; `/v1/*` and programs go by codes instead.
package enum Language: String, Codable, Sendable, CaseIterable {
    case chinese = "zh"
    case english = "en"
}

/// A sentence for a person in both languages that we speak.
package struct LocalizedText: Sendable, Equatable {
    package let chinese: String
    package let english: String

    /// Both sentences say the same.
    package init(zh chinese: String, en english: String) {
        self.chinese = chinese
        self.english = english
    }

    /// The sentence in that language.
    package func callAsFunction(_ language: Language) -> String {
        switch language {
        case .chinese: chinese
        case .english: english
        }
    }
}
