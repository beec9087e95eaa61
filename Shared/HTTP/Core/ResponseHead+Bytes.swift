/// A field that must not go onto the wire: its value could pass for further fields or for another message.
package struct InvalidFieldError: Error, Equatable, Sendable {
    /// The name as it was given; it is not safe to send either.
    package let name: String

    /// An error about the field of that name.
    package init(name: String) { self.name = name }
}

extension ResponseHead {
    /// Adds status line, fields and the empty line behind them.
    ///
    /// `date` is the value of the Date field, which the caller makes once a second; a Date of the fields' own stands.
    /// Throws if a name is not a token or a value holds a control character.
    package func append(to out: inout [UInt8], date: String? = nil) throws(InvalidFieldError) {
        out.append(contentsOf: "HTTP/1.1 ".utf8)
        out.appendDigits(status.code)
        out.append(0x20)
        out.append(contentsOf: status.reason.utf8)
        out.appendLineEnd()
        for field in fields.all { try Self.append(field, to: &out) }
        if let date, fields["date"] == nil {
            try Self.append(HTTPFields.Field(name: "date", value: date), to: &out)
        }
        out.appendLineEnd()
    }

    private static func append(_ field: HTTPFields.Field, to out: inout [UInt8]) throws(InvalidFieldError) {
        guard field.isSendable else { throw InvalidFieldError(name: field.name) }
        out.append(contentsOf: field.name.utf8)
        out.append(0x3A)
        out.append(0x20)
        out.append(contentsOf: field.value.utf8)
        out.appendLineEnd()
    }
}

extension HTTPFields.Field {
    /// Whether the name is a token and the value is without control characters.
    package var isSendable: Bool {
        var (name, value) = (name, value)
        return name.withUTF8 { ByteClass.isToken($0) } && value.withUTF8 { ByteClass.isValue($0) }
    }
}

extension [UInt8] {
    mutating func appendLineEnd() {
        append(0x0D)
        append(0x0A)
    }

    mutating func appendDigits(_ value: Int) { append(contentsOf: String(value).utf8) }
}
