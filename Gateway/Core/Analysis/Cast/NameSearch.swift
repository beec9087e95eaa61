import Glibc

/// Finds names in a script: Latin ones whole and in any case, Chinese ones anywhere.
struct NameSearch {
    private let folded: [UInt8]

    init(_ source: ScriptText) {
        folded = source.folded
    }

    /// The first byte where the name stands inside the range, or nil.
    func first(_ name: FoldedName, in range: Range<Int>) -> Int? {
        folded.withUnsafeBytes { buffer -> Int? in
            guard let base = buffer.baseAddress, let last = name.bytes.last else { return nil }
            let length = name.bytes.count
            // The last byte of a Chinese character differs more from text to text than the first.
            var end = range.lowerBound + length - 1
            while end < range.upperBound, let hit = memchr(base + end, Int32(last), range.upperBound - end) {
                let position = UnsafeRawPointer(hit) - base - (length - 1)
                if memcmp(base + position, name.bytes, length) == 0, isWhole(position, length, buffer) {
                    return position
                }
                end = position + length
            }
            return nil
        }
    }

    /// How often the name stands in the range.
    func count(_ name: FoldedName, in range: Range<Int>) -> Int {
        var count = 0
        var start = range.lowerBound
        while let hit = first(name, in: start..<range.upperBound) {
            count += 1
            start = hit + name.bytes.count
        }
        return count
    }

    private func isWhole(_ position: Int, _ length: Int, _ buffer: UnsafeRawBufferPointer) -> Bool {
        if Self.isLetter(buffer[position]), position > 0, Self.isLetter(buffer[position - 1]) { return false }
        let end = position + length
        return !(Self.isLetter(buffer[end - 1]) && end < buffer.count && Self.isLetter(buffer[end]))
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (97...122).contains(byte) || (48...57).contains(byte)
    }
}

/// A name as it is searched for.
struct FoldedName: Sendable, Equatable {
    let name: String
    let bytes: [UInt8]

    init(_ name: String) {
        self.name = name
        bytes = Array(name.utf8).map { (65...90).contains($0) ? $0 + 32 : $0 }
    }
}
