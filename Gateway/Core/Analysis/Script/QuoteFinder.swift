/// Finds what is said inside quotes.
struct QuoteFinder {
    let source: ScriptText

    /// The insides of the quotes in that range that are speech, not a word set apart.
    func speeches(in range: Range<Int>) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var open: Int?
        var opener: UInt32 = 0
        var position = range.lowerBound
        while position < range.upperBound {
            let (value, width) = source.scalar(at: position)
            if let start = open {
                if value == Self.closer(of: opener) {
                    if isSpeech(start..<position, opener: opener, in: range) { found.append(start..<position) }
                    open = nil
                }
            } else if Self.closer(of: value) != nil {
                open = position + width
                opener = value
            }
            position += width
        }
        // A quote that goes on in the next paragraph has no closer here.
        if let start = open, start < range.upperBound { found.append(start..<range.upperBound) }
        return found.map(source.trimmed).filter { !$0.isEmpty }
    }

    private static func closer(of opener: UInt32) -> UInt32? {
        switch opener {
        case 0x201C: 0x201D
        case 0x300C: 0x300D
        case 0x300E: 0x300F
        case 0x22: 0x22
        default: nil
        }
    }

    /// Speech follows a colon, a comma or nothing, or ends like a sentence.
    private func isSpeech(_ inside: Range<Int>, opener: UInt32, in range: Range<Int>) -> Bool {
        guard !inside.isEmpty else { return false }
        let before = source.trimmed(range.lowerBound..<(inside.lowerBound - (opener == 0x22 ? 1 : 3)))
        if before.isEmpty { return true }
        if Self.introduces.contains(lastScalar(before)) { return true }
        return Self.finishes.contains(lastScalar(inside))
    }

    private func lastScalar(_ range: Range<Int>) -> UInt32 {
        var position = range.upperBound - 1
        while position > range.lowerBound, source.bytes[position] & 0xC0 == 0x80 { position -= 1 }
        return source.scalar(at: position).value
    }

    /// ：: ，, 。.！？ and a closing quote.
    private static let introduces: Set<UInt32> = [
        0xFF1A, 0x3A, 0xFF0C, 0x2C, 0x3002, 0x2E, 0xFF01, 0xFF1F, 0x21, 0x3F, 0x201D, 0x300D,
    ]
    private static let finishes: Set<UInt32> = [0x3002, 0xFF01, 0xFF1F, 0x2026, 0xFF0C, 0x21, 0x3F, 0x2E, 0x2C, 0x2014]
}
