extension JSONScanner {
    /// A scanned string: where its characters are, and whether any is written as an escape.
    struct StringSpan {
        let contents: Range<Int>
        let hasEscapes: Bool
    }

    /// From the opening quote to behind the closing one; UTF-8 and escapes are checked.
    mutating func scanString() throws(JSONError) -> StringSpan {
        try expect(0x22)
        let start = at
        var hasEscapes = false
        while true {
            skipPlain()
            guard at < end else { throw fault(.unexpectedEnd) }
            switch base[at] {
            case 0x22:
                at += 1
                return StringSpan(contents: start..<(at - 1), hasEscapes: hasEscapes)
            case 0x5C:
                hasEscapes = true
                try skipEscape()
            case 0x80...: try skipMultibyte()
            default: throw fault(.controlInString)
            }
        }
    }

    /// Goes on over printable ASCII that needs no look; 64 bytes a step, then eight, because pictures travel in strings
    /// of megabytes.
    @inline(__always)
    private mutating func skipPlain() {
        let raw = UnsafeRawPointer(base)
        while at &+ 64 <= end {
            let first = Self.stopMask(raw, at) .| Self.stopMask(raw, at &+ 16)
            let second = Self.stopMask(raw, at &+ 32) .| Self.stopMask(raw, at &+ 48)
            // Not `any`: that folds the sixteen lanes one by one.
            let lanes = unsafeBitCast(first .| second, to: SIMD2<UInt64>.self)
            guard lanes.x | lanes.y == 0 else { break }
            at &+= 64
        }
        while at &+ 8 <= end {
            let stop = Self.stops(raw, at)
            if stop != 0 {
                at &+= stop.trailingZeroBitCount >> 3
                return
            }
            at &+= 8
        }
        while at < end, base[at].isPlain { at &+= 1 }
    }

    /// Which of the sixteen bytes there are a quote, a backslash, a control, or above ASCII, which is below zero here.
    @inline(__always)
    private static func stopMask(_ raw: UnsafeRawPointer, _ offset: Int) -> SIMDMask<SIMD16<Int8>> {
        let bytes = raw.loadUnaligned(fromByteOffset: offset, as: SIMD16<Int8>.self)
        return (bytes .< SIMD16(repeating: 0x20)) .| (bytes .== SIMD16(repeating: 0x22))
            .| (bytes .== SIMD16(repeating: 0x5C))
    }

    /// High bits of those of the eight bytes there that are a quote, a backslash, a control or above ASCII. The lowest one set is right;
    /// those above it may be false, since the subtractions borrow.
    @inline(__always)
    private static func stops(_ raw: UnsafeRawPointer, _ offset: Int) -> UInt64 {
        let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        let ones: UInt64 = 0x0101_0101_0101_0101
        let control = word &- ones &* 0x20
        let quote = (word ^ ones &* 0x22) &- ones
        let backslash = (word ^ ones &* 0x5C) &- ones
        return (word | control | quote | backslash) & (ones &* 0x80)
    }

    private mutating func skipEscape() throws(JSONError) {
        at += 1
        switch byte {
        case 0x22, 0x5C, 0x2F, 0x62, 0x66, 0x6E, 0x72, 0x74: at += 1
        case 0x75: try skipUnicodeEscape()
        default: throw fault(.badEscape)
        }
    }

    private mutating func skipUnicodeEscape() throws(JSONError) {
        let start = at - 1
        switch try scanHex() {
        case 0xD800...0xDBFF:
            guard at + 1 < end, base[at] == 0x5C, base[at + 1] == 0x75 else {
                throw JSONError(.loneSurrogate, offset: start)
            }
            at += 1
            guard case 0xDC00...0xDFFF = try scanHex() else { throw JSONError(.loneSurrogate, offset: start) }
        case 0xDC00...0xDFFF: throw JSONError(.loneSurrogate, offset: start)
        default: break
        }
    }

    /// `uXXXX`, from the `u`.
    private mutating func scanHex() throws(JSONError) -> UInt32 {
        at += 1
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = byte.hexValue else { throw fault(.badEscape) }
            value = value << 4 | UInt32(digit)
            at += 1
        }
        return value
    }

    /// One character above ASCII, as table 3-7 of the Unicode Standard allows it.
    private mutating func skipMultibyte() throws(JSONError) {
        let first = base[at]
        let (length, second): (Int, ClosedRange<UInt8>) =
            switch first {
            case 0xC2...0xDF: (2, 0x80...0xBF)
            case 0xE0: (3, 0xA0...0xBF)
            case 0xED: (3, 0x80...0x9F)
            case 0xE1...0xEF: (3, 0x80...0xBF)
            case 0xF0: (4, 0x90...0xBF)
            case 0xF1...0xF3: (4, 0x80...0xBF)
            case 0xF4: (4, 0x80...0x8F)
            default: (0, 0...0)
            }
        guard length > 0, at + length <= end, second.contains(base[at + 1]) else {
            throw JSONError(.badUTF8, offset: at)
        }
        for place in 2..<max(length, 2) where base[at + place] & 0xC0 != 0x80 {
            throw JSONError(.badUTF8, offset: at)
        }
        at += length
    }

    /// The text of a scanned string.
    func text(_ span: StringSpan) -> String {
        let raw = UnsafeBufferPointer(start: base + span.contents.lowerBound, count: span.contents.count)
        return span.hasEscapes ? String(decoding: unescaped(raw), as: UTF8.self) : String(decoding: raw, as: UTF8.self)
    }

    /// Characters with their escapes resolved; `scanString` has checked them.
    private func unescaped(_ raw: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(raw.count)
        var index = 0
        while index < raw.count {
            guard raw[index] == 0x5C else {
                out.append(raw[index])
                index += 1
                continue
            }
            let kind = raw[index + 1]
            index += 2
            if kind == 0x75 {
                out.append(
                    contentsOf: Unicode.UTF8.encode(Self.scalar(raw, &index))
                        ?? Unicode.UTF8.encodedReplacementCharacter)
            } else {
                out.append(Self.control(kind))
            }
        }
        return out
    }

    private static func control(_ kind: UInt8) -> UInt8 {
        switch kind {
        case 0x62: 0x08
        case 0x66: 0x0C
        case 0x6E: 0x0A
        case 0x72: 0x0D
        case 0x74: 0x09
        default: kind
        }
    }

    /// The character of `XXXX` or `XXXX\uXXXX` at `index`, which moves behind it.
    private static func scalar(_ raw: UnsafeBufferPointer<UInt8>, _ index: inout Int) -> Unicode.Scalar {
        var value = hex(raw, index)
        index += 4
        if value & 0xFC00 == 0xD800 {
            value = 0x10000 + (value & 0x3FF) << 10 + (hex(raw, index + 2) & 0x3FF)
            index += 6
        }
        return Unicode.Scalar(value) ?? "\u{FFFD}"
    }

    private static func hex(_ raw: UnsafeBufferPointer<UInt8>, _ start: Int) -> UInt32 {
        (start..<start + 4).reduce(0) { $0 << 4 | UInt32(raw[$1].hexValue ?? 0) }
    }
}

extension UInt8 {
    @inline(__always)
    fileprivate var isPlain: Bool { self >= 0x20 && self < 0x80 && self != 0x22 && self != 0x5C }

    fileprivate var hexValue: UInt8? {
        switch self {
        case 0x30...0x39: self - 0x30
        case 0x41...0x46: self - 0x37
        case 0x61...0x66: self - 0x57
        default: nil
        }
    }
}
