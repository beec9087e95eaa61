import Models

/// What is drawn, and what is added to it.
package struct PromptRule: Sendable {
    private let suffix: String

    /// `suffix` is `PROMPT_SUFFIX`; blank adds nothing.
    package init(suffix: String = "") {
        self.suffix = suffix.isBlank ? "" : suffix
    }

    /// The frame's own `prompt`, else its `jimengPrompt`, else the request's; blank ones are passed over.
    ///
    /// Throws `.invalid` when all are.
    package func resolve(
        prompt: String?, framePrompt: String?, frameJimengPrompt: String?
    ) throws(GenerationError) -> String {
        for candidate in [framePrompt, frameJimengPrompt, prompt] {
            if let candidate, !candidate.isBlank { return candidate }
        }
        throw .invalid(
            "prompt", LocalizedText(zh: "缺少必要参数: prompt", en: "Missing required parameter: prompt"))
    }

    /// The prompt as it is sent: with the style, then the suffix, each only if it does not end with it already.
    package func complete(_ prompt: String, style: String?) -> String {
        var text = prompt
        for addition in [style ?? "", suffix] where !addition.isBlank && !text.hasSuffix(addition) {
            text += (addition.first?.isSeparator == true ? "" : ", ") + addition
        }
        return text
    }
}

extension String {
    fileprivate var isBlank: Bool { allSatisfy(\.isWhitespace) }
}

extension Character {
    fileprivate var isSeparator: Bool { isWhitespace || isPunctuation }
}
