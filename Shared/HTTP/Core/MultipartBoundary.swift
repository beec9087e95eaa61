/// The line that separates the parts of a form (RFC 2046 section 5.1.1).
package struct MultipartBoundary: Sendable, Equatable {
    /// 1...70 legal characters, the last one no space; without the `--` before it.
    package let text: String

    /// Takes a legal boundary; nil for any other text.
    package init?(_ text: String) {
        guard (1...70).contains(text.utf8.count), text.utf8.allSatisfy(Self.isLegal), text.utf8.last != 0x20 else {
            return nil
        }
        self.text = text
    }

    /// What a request's Content-Type says.
    /// - Throws: `.notMultipart`, `.missingBoundary`, `.badBoundary`.
    package init(_ fields: HTTPFields) throws(MultipartError) {
        let types = fields.values("content-type")
        guard types.count == 1, Self.isForm(types[0]) else { throw MultipartError(.notMultipart) }
        guard let type = MediaType(types[0]) else { throw MultipartError(.badBoundary) }
        guard let text = type.parameters["boundary"] else { throw MultipartError(.missingBoundary) }
        guard let boundary = MultipartBoundary(text) else { throw MultipartError(.badBoundary) }
        self = boundary
    }

    /// 32 hexadecimal digits by chance, as the official OpenAI SDK has them: no content holds them but by intent.
    package static func random() -> MultipartBoundary {
        var dice = SystemRandomNumberGenerator()
        let digits = Array("0123456789abcdef".utf8)
        let text = (0..<32).map { _ in digits[Int(dice.next(upperBound: UInt8(16)))] }
        return MultipartBoundary(checked: String(decoding: text, as: UTF8.self))
    }

    private init(checked text: String) { self.text = text }

    /// What ends the content of a part: the line end before the boundary belongs to it.
    var delimiter: [UInt8] { Array("\r\n--\(text)".utf8) }

    /// Whether the value begins as this type, however its parameters are written.
    private static func isForm(_ value: String) -> Bool {
        let name = value.prefix { $0 != ";" }
        return HTTPFields.same(String(name.trimmingASCIISpace()), "multipart/form-data")
    }

    private static func isLegal(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        case 0x20, 0x27...0x29, 0x2B...0x2F, 0x3A, 0x3D, 0x3F, 0x5F: true
        default: false
        }
    }
}
