/// Finds personal names in English text: capitalised words inside a sentence, or at its start when a verb follows.
/// A rule of thumb: it prefers missing a name over taking a place for one.
enum EnglishNames {
    static func names(in text: String) -> [String] {
        let words = text.split(whereSeparator: \.isWhitespace).prefix(600).map(Word.init)
        let latin = words.filter(\.isLatin)
        // A prompt in title case says nothing by its capitals.
        guard latin.count(where: \.isCapitalised) * 2 <= latin.count || latin.count <= 3 else { return [] }
        var names: [String] = []
        var index = 0
        while index < words.count {
            let length = nameLength(words, at: index)
            if length > 0 { names.append(words[index..<index + length].map(\.letters).joined(separator: " ")) }
            index += max(1, length)
        }
        return names
    }

    /// At most three words; a comma or a full stop ends the name.
    private static func nameLength(_ words: [Word], at index: Int) -> Int {
        guard words[index].mayBeName else { return 0 }
        let startsSentence = index == 0 || words[index - 1].endsSentence
        if !startsSentence, placeMarkers.contains(words[index - 1].lower) { return 0 }
        var length = 1
        while length < 3, index + length < words.count, !words[index + length - 1].endsPhrase,
            words[index + length].mayBeName
        {
            length += 1
        }
        guard startsSentence else { return length }
        guard index + length < words.count else { return 0 }
        return followers.contains(words[index + length].lower) || words[index + length].looksLikeVerb ? length : 0
    }

    private struct Word {
        let letters: String
        let lower: String
        let endsPhrase: Bool
        let endsSentence: Bool

        init(_ raw: Substring) {
            let punctuation: Set<Character> = [",", ".", "!", "?", ":", ";", "\"", "(", ")", "“", "”", "-"]
            let core = raw.drop { punctuation.contains($0) }
            let trimmed = core.reversed().drop { punctuation.contains($0) }.reversed()
            var letters = String(trimmed)
            if letters.hasSuffix("'s") || letters.hasSuffix("’s") { letters.removeLast(2) }
            self.letters = letters
            lower = letters.lowercased()
            endsPhrase = raw.last.map(punctuation.contains) ?? false
            endsSentence = raw.last.map { ".!?:\"“”".contains($0) } ?? false
        }

        var isLatin: Bool { letters.unicodeScalars.first?.properties.isAlphabetic ?? false && letters.utf8.count < 25 }
        var isCapitalised: Bool {
            guard let first = letters.unicodeScalars.first else { return false }
            return first.properties.isUppercase
        }
        /// "Maria", not "NIGHT" and not "Wide".
        var mayBeName: Bool {
            isCapitalised && letters.count > 1
                && letters.unicodeScalars.dropFirst().contains { $0.properties.isLowercase }
                && !EnglishNames.commonWords.contains(lower)
        }
        var looksLikeVerb: Bool { lower.hasSuffix("ing") || lower.hasSuffix("ed") }
    }

    private static let placeMarkers: Set<String> = [
        "in", "at", "of", "from", "near", "to", "over", "across", "around", "the", "through", "a", "an",
    ]
    private static let followers: Set<String> = [
        "and", "is", "are", "stands", "walks", "sits", "runs", "looks", "holds", "smiles", "turns", "opens", "enters",
        "leans", "faces", "watches", "stares", "speaks", "says", "waits", "lies", "kneels", "raises", "reaches",
        "cries", "laughs", "rides", "climbs", "draws", "picks", "steps", "waves", "points", "reads", "in", "on", "at",
        "with", "talks", "whispers", "shouts", "finds", "sees", "hears", "grabs", "throws", "falls", "rises", "stops",
    ]
    /// Words that prompts begin with or write with a capital and that name nobody.
    private static let commonWords: Set<String> = [
        "wide", "close", "medium", "full", "extreme", "establishing", "shot", "long", "low", "high", "dutch", "aerial",
        "over", "camera", "pan", "tilt", "dolly", "zoom", "crane", "cinematic", "dramatic", "storyboard", "style",
        "chinese", "english", "japanese", "french", "american", "european", "asian", "african", "scene", "frame",
        "the", "a", "an", "his", "her", "he", "she", "they", "it", "we", "you", "this", "that", "there", "then", "two",
        "three", "four", "five", "several", "young", "old", "little", "monday", "tuesday", "wednesday", "thursday",
        "friday", "saturday", "sunday", "january", "february", "march", "april", "june", "july", "august",
        "september", "october", "november", "december", "christmas", "earth", "moon", "sun", "mars", "detailed",
        "realistic", "photorealistic", "anime", "watercolor", "black", "white", "dark", "bright", "soft", "warm",
        "cold", "night", "day", "morning", "evening", "interior", "exterior", "indoor", "outdoor", "and", "but", "as",
        "with", "in", "on", "at", "from", "under", "inside", "outside", "behind", "rain", "snow", "film", "movie",
        "disney", "pixar", "ghibli", "hdr", "unreal", "engine", "octane", "panavision", "imax", "kodak", "leica",
        "generate", "draw", "create", "make", "show", "image", "picture", "woman", "man", "girl", "boy", "people",
        "cut", "fade", "static", "handheld", "push", "pull", "suddenly", "meanwhile", "later", "prompt", "negative",
    ]
}
