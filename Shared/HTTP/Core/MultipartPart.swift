/// What the header of one part says (RFC 7578 section 4).
package struct MultipartPart: Sendable, Equatable {
    /// Its place in the form, from 0.
    package let index: Int
    /// The field's name, never empty, without control characters.
    package let name: String
    /// As the client wrote it, without control characters; a label and never a path. Empty for a file without a name;
    /// nil for a text field.
    package let filename: String?
    package let contentType: MediaType?

    /// Whether the part is a file rather than a text field.
    package var isFile: Bool { filename != nil }
}

/// The header of a part as far as it has come. Headers but these three are skipped (RFC 7578 section 4.8).
struct PartDraft {
    private var disposition: FormDisposition?
    private var contentType: MediaType?
    private var isEncodingKnown = false

    /// The field's name if it has come.
    var name: String? { disposition?.name }

    /// Takes a header line without its line end.
    mutating func add(_ line: ByteRun) throws(MultipartFault) {
        let (name, value) = try Self.split(line)
        switch name.count {
        case 19 where name.equals("content-disposition"):
            guard disposition == nil else { throw .repeatedHeader }
            disposition = try FormDisposition(value.string)
        case 12 where name.equals("content-type"):
            guard contentType == nil else { throw .repeatedHeader }
            contentType = try Self.type(value)
        case 25 where name.equals("content-transfer-encoding"): try noteEncoding(value)
        default: break
        }
    }

    /// At the empty line: the part, if it may stand so.
    func finish(index: Int) throws(MultipartFault) -> MultipartPart {
        guard let disposition else { throw .missingDisposition }
        let isFile = disposition.filename != nil
        let charset = contentType?.charset ?? "utf-8"
        guard isFile || ["utf-8", "utf8", "us-ascii"].contains(charset) else { throw .unsupportedCharset }
        return MultipartPart(
            index: index, name: disposition.name, filename: disposition.filename, contentType: contentType)
    }

    private static func split(_ line: ByteRun) throws(MultipartFault) -> (name: ByteRun, value: ByteRun) {
        do throws(HTTPParseError) {
            let (name, raw) = try FieldLine.split(line)
            guard raw.isUTF8 else { throw .badEncoding }
            return (name, raw.trimmed)
        } catch {
            if error == .badEncoding { throw .headerNotUTF8 }
            if error == .foldedField { throw .foldedHeader }
            throw error == .controlCharacter ? .controlCharacter : .badHeader
        }
    }

    private static func type(_ value: ByteRun) throws(MultipartFault) -> MediaType {
        guard let type = MediaType(value.string) else { throw .badContentType }
        guard !type.name.hasPrefix("multipart/") else { throw .nestedMultipart }
        return type
    }

    /// Only what leaves the bytes as they are; HTTP needs no other (RFC 7578 section 4.7).
    private mutating func noteEncoding(_ value: ByteRun) throws(MultipartFault) {
        guard !isEncodingKnown else { throw .repeatedHeader }
        guard value.equals("binary") || value.equals("8bit") || value.equals("7bit") else { throw .encodedContent }
        isEncodingKnown = true
    }
}

/// The value of a part's Content-Disposition (RFC 7578 section 4.2).
struct FormDisposition {
    let name: String
    let filename: String?

    /// `filename*` must not be sent in forms and names nothing, but says that the part is a file.
    init(_ value: String) throws(MultipartFault) {
        var scanner = TokenScanner(value)
        guard let type = scanner.token() else { throw .badDisposition }
        guard HTTPFields.same(type, "form-data") else { throw .notFormData }
        let parameters = try Self.parameters(&scanner)
        guard let name = parameters["name"], !name.isEmpty else { throw .missingName }
        self.name = name
        filename = parameters["filename"] ?? parameters["filename*"].map { _ in "" }
    }

    private static func parameters(_ scanner: inout TokenScanner) throws(MultipartFault) -> [String: String] {
        var parameters: [String: String] = [:]
        while scanner.skipBlank(), scanner.take(0x3B) {
            guard scanner.skipBlank(), let name = scanner.token(), scanner.take(0x3D),
                let value = scanner.formQuoted() ?? scanner.token(),
                parameters.updateValue(value, forKey: name.lowercased()) == nil
            else { throw .badDisposition }
        }
        guard scanner.isAtEnd else { throw .badDisposition }
        return parameters
    }
}
