/// Why a form was refused.
package enum MultipartFault: Error, Equatable, Sendable, CaseIterable {
    /// The body is said to be something else, or nothing is said of it.
    case notMultipart
    case missingBoundary, badBoundary
    case formTooLarge, tooManyParts, headerTooLarge, textTooLarge, fileTooLarge
    /// The boundary does not come where the first part should begin.
    case boundaryNotFound
    /// Something stands beside a boundary on its line, or a boundary stands where no line begins.
    case badBoundaryLine
    case epilogueTooLong
    case bareLineFeed, foldedHeader, badHeader, controlCharacter, headerNotUTF8, repeatedHeader
    case missingDisposition, badDisposition, notFormData, missingName
    case badContentType, nestedMultipart, encodedContent, unsupportedCharset, textNotUTF8
    /// The body ended before the last boundary.
    case truncated

    /// The status of the answer.
    package var status: HTTPStatus {
        switch self {
        case .notMultipart: .unsupportedMediaType
        case .formTooLarge, .tooManyParts, .headerTooLarge, .textTooLarge, .fileTooLarge: .payloadTooLarge
        case .missingBoundary, .badBoundary, .boundaryNotFound, .badBoundaryLine, .epilogueTooLong, .bareLineFeed,
            .foldedHeader, .badHeader, .controlCharacter, .headerNotUTF8, .repeatedHeader, .missingDisposition,
            .badDisposition, .notFormData, .missingName, .badContentType, .nestedMultipart, .encodedContent,
            .unsupportedCharset, .textNotUTF8, .truncated:
            .badRequest
        }
    }

    /// The limit that was passed, in bytes or parts; nil where the fault is none of size.
    func limit(_ limits: MultipartLimits) -> Int? {
        switch self {
        case .formTooLarge: limits.total
        case .tooManyParts: limits.parts
        case .headerTooLarge: limits.header
        case .textTooLarge: limits.text
        case .fileTooLarge: limits.file
        case .boundaryNotFound: limits.preamble
        case .epilogueTooLong: limits.epilogue
        case .notMultipart, .missingBoundary, .badBoundary, .badBoundaryLine, .bareLineFeed, .foldedHeader, .badHeader,
            .controlCharacter, .headerNotUTF8, .repeatedHeader, .missingDisposition, .badDisposition, .notFormData,
            .missingName, .badContentType, .nestedMultipart, .encodedContent, .unsupportedCharset, .textNotUTF8,
            .truncated:
            nil
        }
    }
}

/// A form that was refused: why, and at which of its parts.
package struct MultipartError: Error, Equatable, Sendable {
    package let fault: MultipartFault
    /// The part's place in the form, from 0; nil for what concerns the whole form.
    package let part: Int?
    /// The part's field name if it has come, cut to 100 characters: it goes into answers and logs.
    package let field: String?
    /// The limit that was passed, in bytes or parts.
    package let limit: Int?

    /// An error of those parts; `limit` is looked up in `limits`.
    package init(
        _ fault: MultipartFault, part: Int? = nil, field: String? = nil, limits: MultipartLimits = MultipartLimits()
    ) {
        self.fault = fault
        self.part = part
        self.field = field.map { String($0.prefix(100)) }
        limit = fault.limit(limits)
    }
}
