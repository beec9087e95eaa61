/// Writes a `multipart/form-data` body, byte for byte as the official OpenAI client for Python does: text parts have a
/// Content-Disposition and nothing more, names are raw UTF-8. The order is the caller's.
package struct MultipartBody: Sendable {
    private let boundary: MultipartBoundary
    private var bytes: [UInt8] = []

    /// An empty form; the boundary is by chance unless a test wants a certain one.
    package init(boundary: MultipartBoundary = .random()) { self.boundary = boundary }

    /// The value of the Content-Type that goes with it.
    package var contentType: String { "multipart/form-data; boundary=\(Self.parameter(boundary.text))" }

    /// Adds a text field.
    package mutating func add(_ name: String, _ value: String) {
        begin(name)
        bytes.append(contentsOf: "\r\n\r\n".utf8)
        bytes.append(contentsOf: value.utf8)
        bytes.appendLineEnd()
    }

    /// Adds a file. Give it a name with an ending and its true type: some servers refuse files without.
    /// - Throws: `InvalidFieldError` for a `contentType` that is no media type.
    package mutating func add(
        _ name: String, filename: String, contentType: String, _ content: [UInt8]
    ) throws(InvalidFieldError) {
        let field = HTTPFields.Field(name: "Content-Type", value: contentType)
        guard field.isSendable, MediaType(contentType) != nil else { throw InvalidFieldError(name: field.name) }
        begin(name)
        bytes.append(contentsOf: "; filename=\"\(Self.quoted(filename))\"\r\n".utf8)
        bytes.append(contentsOf: "\(field.name): \(field.value)\r\n\r\n".utf8)
        bytes.append(contentsOf: content)
        bytes.appendLineEnd()
    }

    /// The whole body with its last boundary.
    package consuming func finish() -> [UInt8] {
        bytes.append(contentsOf: "--\(boundary.text)--\r\n".utf8)
        return bytes
    }

    private mutating func begin(_ name: String) {
        bytes.append(contentsOf: "--\(boundary.text)\r\nContent-Disposition: form-data; ".utf8)
        bytes.append(contentsOf: "name=\"\(Self.quoted(name))\"".utf8)
    }

    /// Fit to stand between quotes: a quote and control characters as `%22` and the like, as browsers write them, a
    /// backslash as two, as that client does.
    private static func quoted(_ text: String) -> String {
        var out: [UInt8] = []
        let digits = Array("0123456789ABCDEF".utf8)
        for byte in text.utf8 {
            switch byte {
            case 0x22, 0..<0x20, 0x7F: out += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            case 0x5C: out += [0x5C, 0x5C]
            default: out.append(byte)
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// A boundary with characters that no token has stands in quotes; none has a quote or a backslash.
    private static func parameter(_ boundary: String) -> String {
        boundary.utf8.allSatisfy { ByteClass.isToken($0) } ? boundary : "\"\(boundary)\""
    }
}
