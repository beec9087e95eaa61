/// Base64 of RFC 4648 section 4: the alphabet with `+` and `/`, padded.
package enum Base64 {
    /// The text of all the bytes at once.
    package static func encode(_ bytes: [UInt8]) -> [UInt8] {
        var encoder = Base64Encoder()
        var out = encoder.encode(bytes)
        out.append(contentsOf: encoder.finish())
        return out
    }

    /// The text as a string.
    package static func string(_ bytes: [UInt8]) -> String { String(decoding: encode(bytes), as: UTF8.self) }

    /// How long the text of `count` bytes is.
    package static func encodedCount(_ count: Int) -> Int { (count + 2) / 3 * 4 }

    /// The bytes behind a text, or behind that part of it; nil if it holds anything but the alphabet and right padding.
    ///
    /// Padding may be missing. Unused bits of the last character are not looked at, as in the common decoders:
    /// a picture that was paid for is not lost to them.
    package static func decode(_ text: [UInt8], in range: Range<Int>? = nil) -> [UInt8]? {
        let part = (range ?? 0..<text.count).clamped(to: 0..<text.count)
        guard let count = significantCount(text, part) else { return nil }
        let size = count / 4 * 3 + [0, 0, 1, 2][count % 4]
        var valid = true
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { out, written in
            text.withUnsafeBufferPointer { input in
                let rest = UnsafeBufferPointer(rebasing: input[part.lowerBound..<part.lowerBound + count])
                valid = Base64Table.decode(rest, into: out)
            }
            written = valid ? size : 0
        }
        return valid ? bytes : nil
    }

    /// The characters before the padding; nil if no text can have that many.
    private static func significantCount(_ text: [UInt8], _ part: Range<Int>) -> Int? {
        var padding = 0
        while padding < min(2, part.count), text[part.upperBound - 1 - padding] == 0x3D { padding += 1 }
        let count = part.count - padding
        guard count % 4 != 1, padding == 0 || part.count % 4 == 0 else { return nil }
        return count
    }
}

/// Turns chunks into base64 as they come; up to two bytes wait for the next chunk.
package struct Base64Encoder: Sendable {
    private var waiting: [UInt8] = []

    package init() {}

    /// The text of all whole groups of three bytes so far.
    package mutating func encode(_ chunk: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        encode(chunk, into: &out)
        return out
    }

    /// Adds the text of all whole groups of three bytes so far.
    package mutating func encode(_ chunk: [UInt8], into out: inout [UInt8]) {
        var start = 0
        if !waiting.isEmpty {
            start = min(3 - waiting.count, chunk.count)
            waiting.append(contentsOf: chunk[..<start])
            guard waiting.count == 3 else { return }
            Base64Table.encode(waiting, 0..<3, into: &out)
        }
        let whole = start + (chunk.count - start) / 3 * 3
        Base64Table.encode(chunk, start..<whole, into: &out)
        waiting = Array(chunk[whole...])
    }

    /// The text of what waits, padded; the encoder is as new afterwards.
    package mutating func finish() -> [UInt8] {
        guard !waiting.isEmpty else { return [] }
        let missing = 3 - waiting.count
        var out: [UInt8] = []
        Base64Table.encode(waiting + [UInt8](repeating: 0, count: missing), 0..<3, into: &out)
        waiting = []
        return out.dropLast(missing) + [UInt8](repeating: 0x3D, count: missing)
    }
}
