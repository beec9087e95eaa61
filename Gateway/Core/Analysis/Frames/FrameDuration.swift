import Models

/// How long a frame stands: as long as its words take to say, and its action to see.
enum FrameDuration {
    static let shortest = 1.5
    static let longest = 60.0

    /// Seconds, in tenths.
    static func seconds(action: String, utterances: [Utterance]) -> Double {
        let speech = utterances.reduce(0) { $0 + speaking($1.text) + 0.4 }
        let seeing = min(6, 1.2 + speaking(action) * 0.5)
        let sum = speech > 0 ? speech + (action.isEmpty ? 0.4 : seeing * 0.4) : max(2, seeing)
        return (min(longest, max(shortest, sum)) * 10).rounded() / 10
    }

    /// 4.5 Chinese characters or 2.7 words a second.
    private static func speaking(_ text: String) -> Double {
        var han = 0
        var words = 0
        var isInWord = false
        for scalar in text.unicodeScalars {
            if scalar.value > 0x2E80 {
                if scalar.value >= 0x3400, scalar.value < 0xA000 { han += 1 }
                isInWord = false
            } else if scalar.properties.isAlphabetic || scalar.value == 0x27 {
                if !isInWord { words += 1 }
                isInWord = true
            } else {
                isInWord = false
            }
        }
        return Double(han) / 4.5 + Double(words) / 2.7
    }
}
