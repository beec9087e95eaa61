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
            text[part.prefix(count)].withUnsafeBytes { input in
                valid = Base64Table.decode(
                    input, into: UnsafeMutableRawBufferPointer(start: out.baseAddress, count: size))
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
        let groups = (waiting.count + chunk.count) / 3
        guard groups > 0 else {
            waiting += chunk
            return []
        }
        // The chunk's first bytes complete what waits; both parts go into one array, made in its size.
        let first = waiting.isEmpty ? [] : waiting + chunk.prefix(3 - waiting.count)
        let rest = (first.isEmpty ? 0 : 3 - waiting.count)..<groups * 3 - waiting.count
        let text = [UInt8](unsafeUninitializedCapacity: groups * 4) { out, written in
            let joint = first.isEmpty ? 0 : 4
            Base64Table.encode(first, 0..<first.count, into: UnsafeMutableBufferPointer(rebasing: out[..<joint]))
            Base64Table.encode(chunk, rest, into: UnsafeMutableBufferPointer(rebasing: out[joint...]))
            written = groups * 4
        }
        waiting = Array(chunk[rest.upperBound...])
        return text
    }

    /// The text of what waits, padded; the encoder is as new afterwards.
    package mutating func finish() -> [UInt8] {
        guard !waiting.isEmpty else { return [] }
        let missing = 3 - waiting.count
        let text = encode([UInt8](repeating: 0, count: missing))
        return text.dropLast(missing) + [UInt8](repeating: 0x3D, count: missing)
    }
}
