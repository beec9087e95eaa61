/// How large a form and its parts may be; each is checked before memory is taken for it.
package struct MultipartLimits: Sendable, Equatable {
    /// Bytes of the whole body, boundaries and headers included; more is 413 (`MAX_MULTIPART_BYTES`).
    package var total: Int
    /// Bytes of one file; more is 413 (`MAX_UPLOAD_BYTES`).
    package var file: Int
    /// Bytes of one text field; more is 413. Prompts have up to 32,000 characters of up to four bytes.
    package var text: Int
    /// Fields and files together; more is 413.
    package var parts: Int
    /// Bytes of one part's header with its line ends; more is 413.
    package var header: Int
    /// Bytes before the first boundary; more is 400. Nobody sends any.
    package var preamble: Int
    /// Bytes behind the line of the last boundary; more is 400. Nobody sends any.
    package var epilogue: Int

    /// Limits of those sizes, in bytes.
    package init(
        total: Int = 64 << 20, file: Int = 10 << 20, text: Int = 256 << 10, parts: Int = 256, header: Int = 8 << 10,
        preamble: Int = 4096, epilogue: Int = 4096
    ) {
        self.total = total
        self.file = file
        self.text = text
        self.parts = parts
        self.header = header
        self.preamble = preamble
        self.epilogue = epilogue
    }
}
