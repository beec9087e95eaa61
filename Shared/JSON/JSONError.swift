/// Why a text is not JSON that we take, and where.
package struct JSONError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The rule that was broken.
    package enum Reason: Equatable, Sendable {
        case unexpectedEnd
        case unexpectedByte
        case badNumber
        case badEscape
        case loneSurrogate
        case controlInString
        case badUTF8
        case trailingBytes
        case tooDeep
        case tooManyValues
        case notAnObject
    }

    package let reason: Reason
    /// Bytes from the start of the text to the fault.
    package let offset: Int

    /// A fault at that byte.
    package init(_ reason: Reason, offset: Int) {
        self.reason = reason
        self.offset = offset
    }

    /// The rule in words, for a person.
    package var text: String {
        switch reason {
        case .unexpectedEnd: "the text ends too early"
        case .unexpectedByte: "unexpected character"
        case .badNumber: "malformed number"
        case .badEscape: "malformed escape"
        case .loneSurrogate: "half of a surrogate pair"
        case .controlInString: "control character in a string"
        case .badUTF8: "invalid UTF-8"
        case .trailingBytes: "characters after the end of the value"
        case .tooDeep: "nested too deeply"
        case .tooManyValues: "too many values"
        case .notAnObject: "not an object"
        }
    }

    package var description: String { "\(text) at byte \(offset)" }
}
