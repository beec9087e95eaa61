/// A text field of a form.
package struct MultipartField: Sendable, Equatable {
    package let name: String
    package let value: String
    /// Its part's place in the form, from 0.
    package let index: Int
}

/// A file of a form.
package struct MultipartFile: Sendable, Equatable {
    /// The field's name, e.g. `image[]`.
    package let name: String
    /// As the client wrote it: a label, never a path. Empty if it wrote none.
    package let filename: String
    /// What the client claims, in lower case without parameters; `application/octet-stream` if it claims nothing.
    package let contentType: String
    package let bytes: [UInt8]
    /// Its part's place in the form, from 0.
    package let index: Int
}

/// A whole form: its text fields and its files, each in the order in which they came.
package struct MultipartForm: Sendable, Equatable {
    package fileprivate(set) var fields: [MultipartField] = []
    package fileprivate(set) var files: [MultipartFile] = []

    /// The first text of that name.
    package subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

    /// Every text of that name, in order.
    package func values(_ name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }

    /// Every file under one of those names, in order; e.g. `image` and `image[]`.
    package func files(_ names: String...) -> [MultipartFile] { files.filter { names.contains($0.name) } }
}

/// Collects a form from bytes as they come. It holds what the parser's limits let through, nothing else.
package struct MultipartFormReader: Sendable {
    private var parser: MultipartParser
    private var form = MultipartForm()
    private var part: MultipartPart?
    private var content: [UInt8] = []

    /// A reader at the start of a body.
    package init(boundary: MultipartBoundary, limits: MultipartLimits = MultipartLimits()) {
        parser = MultipartParser(boundary: boundary, limits: limits)
    }

    /// Reads what arrived.
    package mutating func append(_ bytes: [UInt8]) throws(MultipartError) {
        parser.append(bytes)
        while let event = try parser.next() { try take(event) }
    }

    /// The form, once the body has ended.
    package func finish() throws(MultipartError) -> MultipartForm {
        try parser.finish()
        return form
    }

    private mutating func take(_ event: MultipartParser.Event) throws(MultipartError) {
        switch event {
        case .part(let part): self.part = part
        case .bytes(let bytes) where content.isEmpty: content = bytes
        case .bytes(let bytes): content.append(contentsOf: bytes)
        case .partEnd: try endPart()
        case .end: break
        }
    }

    private mutating func endPart() throws(MultipartError) {
        guard let part else { return }
        let bytes = content
        content = []
        guard let filename = part.filename else {
            form.fields.append(try Self.field(part, bytes))
            return
        }
        let type = part.contentType?.name ?? "application/octet-stream"
        form.files.append(
            MultipartFile(name: part.name, filename: filename, contentType: type, bytes: bytes, index: part.index))
    }

    private static func field(_ part: MultipartPart, _ bytes: [UInt8]) throws(MultipartError) -> MultipartField {
        guard let value = String(validating: bytes, as: UTF8.self) else {
            throw MultipartError(.textNotUTF8, part: part.index, field: part.name)
        }
        return MultipartField(name: part.name, value: value, index: part.index)
    }
}
