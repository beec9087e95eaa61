import ImageWorkerCore
import JSON

/// A picture written as text inside JSON: Base64, or a data URL (RFC 2397) around it.
package enum PictureText {
    /// Bytes of the largest answer or event that is taken; Base64 of the largest picture fits.
    package static let largest = 90 << 20

    /// The bytes behind the JSON string at that place, its quotes included; nil when it is no picture's text.
    package static func decode(_ body: [UInt8], at place: Range<Int>) -> [UInt8]? {
        guard place.count > 2, body[place.lowerBound] == 0x22 else { return nil }
        if let inner = JSONSpans.plainString(body, at: place) { return decode(body, in: inner) }
        guard let text = (try? JSONValue.parse(body, in: place))?.string else { return nil }
        let bytes = Array(text.utf8)
        return decode(bytes, in: 0..<bytes.count)
    }

    /// The bytes behind that part of a text. White space in it is rare, and is looked for only where decoding fails.
    package static func decode(_ text: [UInt8], in range: Range<Int>) -> [UInt8]? {
        if let bytes = strictly(text, range) { return bytes }
        let clean = text[range].filter { !isWhite($0) }
        return clean.count == range.count ? nil : strictly(clean, 0..<clean.count)
    }

    /// The bytes of a data URL; nil for any other text.
    package static func decode(dataURL text: String) -> [UInt8]? {
        let bytes = Array(text.utf8)
        guard isDataURL(bytes[...]) else { return nil }
        return decode(bytes, in: 0..<bytes.count)
    }

    /// The picture as a data URL; the media type in lower case, for some services want it so.
    package static func dataURL(_ picture: Picture) -> String {
        "data:\(picture.type.mediaType);base64," + Base64.string(picture.bytes)
    }

    private static func strictly(_ text: [UInt8], _ range: Range<Int>) -> [UInt8]? {
        guard isDataURL(text[range]) else { return nonEmpty(Base64.decode(text, in: range)) }
        // Media type and parameters are short; a comma far behind is not theirs.
        guard let comma = text[range].prefix(256).firstIndex(of: 0x2C), text[..<comma].hasSuffix(";base64") else {
            return nil
        }
        return nonEmpty(Base64.decode(text, in: comma + 1..<range.upperBound))
    }

    private static func isDataURL(_ text: ArraySlice<UInt8>) -> Bool {
        text.prefix(5).map { $0 | 0x20 } == Array("data:".utf8).map { $0 | 0x20 }
    }

    private static func isWhite(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }

    private static func nonEmpty(_ bytes: [UInt8]?) -> [UInt8]? { bytes?.isEmpty == false ? bytes : nil }
}

extension ArraySlice<UInt8> {
    fileprivate func hasSuffix(_ text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        return self.count >= count
            && suffix(count).elementsEqual(UnsafeBufferPointer(start: text.utf8Start, count: count))
    }
}
