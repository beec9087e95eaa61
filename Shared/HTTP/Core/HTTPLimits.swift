/// How large the parts of a request may be; each is checked before memory is taken for it.
package struct HTTPLimits: Sendable {
    /// Bytes of the request line with its line end; more is 414.
    package var requestLine: Int
    /// Bytes of all field lines with their line ends; more is 431. Trailers have the same bound for themselves.
    package var fields: Int
    /// Number of field lines; more is 431.
    package var fieldCount: Int
    /// Bytes of one chunk-size line with its extensions; more is 400.
    package var chunkLine: Int
    /// Bytes of all chunk extensions of one message; more is 400.
    package var chunkExtensions: Int
    /// Bytes of a body; more is 413, at once if the length is announced.
    package var body: Int

    /// Limits of those sizes, in bytes.
    package init(
        requestLine: Int = 16 << 10, fields: Int = 32 << 10, fieldCount: Int = 128, chunkLine: Int = 256,
        chunkExtensions: Int = 8 << 10, body: Int = .max
    ) {
        self.requestLine = requestLine
        self.fields = fields
        self.fieldCount = fieldCount
        self.chunkLine = chunkLine
        self.chunkExtensions = chunkExtensions
        self.body = body
    }

    package static let standard = HTTPLimits()
}
