/// Why a request was refused. After any of these the connection cannot be read on: where the next message would begin
/// is unknown.
package enum HTTPParseError: Error, Equatable, Sendable, CaseIterable {
    case badRequestLine, badMethod, badTarget, badVersion, unsupportedVersion, unsupportedMethod, emptyLines
    case bareLineFeed, controlCharacter, badEncoding, foldedField, badFieldName
    case missingHost, repeatedHost, badHost, hostDiffersFromTarget
    case badContentLength, repeatedContentLength, lengthAndTransferEncoding, tabBesideFraming
    case badTransferEncoding, unsupportedTransferEncoding, transferEncodingBeforeHTTP11
    case unsupportedExpectation
    case badChunkSize, badChunkExtension, badChunkEnd, chunkLineTooLong, framingInTrailer
    case requestLineTooLong, fieldsTooLarge, tooManyFields, bodyTooLarge
    /// The connection ended inside a message.
    case truncated

    /// The answer to give before closing.
    package var status: HTTPStatus {
        switch self {
        case .requestLineTooLong: HTTPStatus(414)
        case .fieldsTooLarge, .tooManyFields: HTTPStatus(431)
        case .bodyTooLarge: .payloadTooLarge
        case .unsupportedVersion: HTTPStatus(505)
        case .unsupportedMethod, .unsupportedTransferEncoding: HTTPStatus(501)
        case .unsupportedExpectation: HTTPStatus(417)
        case .badRequestLine, .badMethod, .badTarget, .badVersion, .emptyLines, .bareLineFeed, .controlCharacter,
            .badEncoding, .foldedField, .badFieldName, .missingHost, .repeatedHost, .badHost, .hostDiffersFromTarget,
            .badContentLength, .repeatedContentLength, .lengthAndTransferEncoding, .badTransferEncoding,
            .transferEncodingBeforeHTTP11, .badChunkSize, .badChunkExtension, .badChunkEnd, .chunkLineTooLong,
            .framingInTrailer, .tabBesideFraming, .truncated:
            .badRequest
        }
    }

    /// What was wrong, for a person.
    package var reason: String {
        switch self {
        case .badRequestLine: "malformed request line"
        case .badMethod: "the method is not a token"
        case .badTarget: "malformed request target"
        case .badVersion: "malformed HTTP version"
        case .unsupportedVersion: "only HTTP/1.1 and HTTP/1.0 are spoken here"
        case .unsupportedMethod: "unknown method"
        case .emptyLines: "more than one empty line before the request"
        case .bareLineFeed: "a line ends without carriage return"
        case .controlCharacter: "control character in a line"
        case .badEncoding: "a field is not UTF-8"
        case .foldedField: "folded field line"
        case .badFieldName: "malformed field name"
        case .missingHost: "no Host field"
        case .repeatedHost: "more than one Host field"
        case .badHost: "malformed Host field"
        case .hostDiffersFromTarget: "Host and request target name different authorities"
        case .badContentLength: "malformed Content-Length"
        case .repeatedContentLength: "more than one Content-Length"
        case .lengthAndTransferEncoding: "both Content-Length and Transfer-Encoding"
        case .tabBesideFraming: "a tab beside Content-Length or Transfer-Encoding"
        case .badTransferEncoding: "malformed Transfer-Encoding"
        case .unsupportedTransferEncoding: "only the transfer coding chunked is supported"
        case .transferEncodingBeforeHTTP11: "Transfer-Encoding in HTTP/1.0"
        case .unsupportedExpectation: "only the expectation 100-continue is supported"
        case .badChunkSize: "malformed chunk size"
        case .badChunkExtension: "malformed chunk extension"
        case .badChunkEnd: "a chunk does not end where its size says"
        case .chunkLineTooLong: "chunk extensions are too long"
        case .framingInTrailer: "a field that frames or routes the request stands in its trailer"
        case .requestLineTooLong: "the request line is too long"
        case .fieldsTooLarge: "the header fields are too large"
        case .tooManyFields: "too many header fields"
        case .bodyTooLarge: "the body is too large"
        case .truncated: "the connection ended inside a request"
        }
    }
}
