import HTTPCore
import Testing

/// A body with the boundary `b` and what must become of it.
struct MultipartCase: Sendable, CustomTestStringConvertible {
    enum Verdict: Sendable, Equatable {
        /// Taken, with these parts as `name=content` or `name(filename)=content`.
        case taken([String])
        /// Refused, at that part and field.
        case refused(MultipartFault, Int?, String?)
    }

    let name: String
    let bytes: [UInt8]
    let verdict: Verdict

    init(_ name: String, _ bytes: [UInt8], _ verdict: Verdict) {
        self.name = name
        self.bytes = bytes
        self.verdict = verdict
    }

    init(_ name: String, _ text: String, _ verdict: Verdict) { self.init(name, Array(text.utf8), verdict) }

    /// A form of one part with that header, whose content is `x`.
    init(header: String, _ verdict: Verdict) {
        self.init(header.debugDescription, "--b\r\n\(header)\r\n\r\nx\r\n--b--\r\n", verdict)
    }

    /// A form of one part with what follows `Content-Disposition: `.
    init(disposition: String, _ verdict: Verdict) {
        self.init(header: "Content-Disposition: \(disposition)", verdict)
    }

    var testDescription: String { name }
}

/// The header of a text field.
private let a = "Content-Disposition: form-data; name=\"a\"\r\n"

extension MultipartCase {
    static let all = boundaries + ends + dispositions + headers + small

    static let boundaries: [MultipartCase] = [
        MultipartCase("one field", "--b\r\n\(a)\r\nx\r\n--b--\r\n", .taken(["a=x"])),
        MultipartCase("no part at all", "--b--\r\n", .taken([])),
        MultipartCase("a preamble", "hello\r\n--b\r\n\(a)\r\nx\r\n--b--\r\n", .taken(["a=x"])),
        MultipartCase("a preamble of line ends", "\r\n\r\n--b\r\n\(a)\r\nx\r\n--b--\r\n", .taken(["a=x"])),
        MultipartCase("blanks behind boundaries", "--b \t\r\n\(a)\r\nx\r\n--b--  \r\n", .taken(["a=x"])),
        MultipartCase(
            "content that looks like a boundary", "--b\r\n\(a)\r\n\r\n-\r\n--\r\n--c--b\r\n--b--\r\n",
            .taken(["a=\r\n-\r\n--\r\n--c--b"])),
        MultipartCase(
            "content with bare line ends", "--b\r\n\(a)\r\n\n--b\n\r--b\r\r\n--b--", .taken(["a=\n--b\n\r--b\r"])),
        MultipartCase("empty content", "--b\r\n\(a)\r\n\r\n--b--", .taken(["a="])),
        MultipartCase("nothing", "", .refused(.boundaryNotFound, nil, nil)),
        MultipartCase("another boundary", "--c\r\n\(a)\r\nx\r\n--c--\r\n", .refused(.boundaryNotFound, nil, nil)),
        MultipartCase("a form in JSON", "{\"a\":1}", .refused(.boundaryNotFound, nil, nil)),
        MultipartCase("a form in a query's coding", "a=1&b=2", .refused(.boundaryNotFound, nil, nil)),
        MultipartCase(
            "a boundary inside the preamble's line", "x--b\r\n\(a)\r\nx", .refused(.boundaryNotFound, nil, nil)),
        MultipartCase(
            "a preamble that ends its line with LF", "x\n--b\r\n\(a)\r\nx\r\n", .refused(.boundaryNotFound, nil, nil)),
        MultipartCase("one dash", "-b\r\n\(a)\r\nx\r\n-b--\r\n", .refused(.boundaryNotFound, nil, nil)),
        MultipartCase(
            "text behind the first boundary", "--bx\r\n\(a)\r\nx\r\n--b--", .refused(.badBoundaryLine, nil, nil)),
        MultipartCase("text behind a boundary", "--b\r\n\(a)\r\nx\r\n--b x\r\n", .refused(.badBoundaryLine, 0, "a")),
        MultipartCase("one dash behind a boundary", "--b\r\n\(a)\r\nx\r\n--b-\r\n", .refused(.badBoundaryLine, 0, "a")),
        MultipartCase(
            "a boundary behind the empty line", "--b\r\n\(a)\r\n--b--\r\n", .refused(.badBoundaryLine, 0, "a")),
        MultipartCase("LF behind the first boundary", "--b\n\(a)\r\nx\r\n--b--\r\n", .refused(.bareLineFeed, nil, nil)),
        MultipartCase("LF behind a boundary", "--b\r\n\(a)\r\nx\r\n--b\n\(a)", .refused(.bareLineFeed, 0, "a")),
        MultipartCase("CR behind a boundary", "--b\rx", .refused(.badBoundaryLine, nil, nil)),
        MultipartCase(
            "many blanks behind a boundary", "--b\(String(repeating: " ", count: 65))\r\n\(a)\r\n",
            .refused(.badBoundaryLine, nil, nil)),
    ]

    static let ends: [MultipartCase] = [
        MultipartCase("no line end behind the last boundary", "--b\r\n\(a)\r\nx\r\n--b--", .taken(["a=x"])),
        MultipartCase("an epilogue", "--b\r\n\(a)\r\nx\r\n--b--\r\nbye\r\n--b\r\n", .taken(["a=x"])),
        MultipartCase(
            "text behind the last boundary", "--b\r\n\(a)\r\nx\r\n--b--x", .refused(.badBoundaryLine, nil, nil)),
        MultipartCase("LF behind the last boundary", "--b\r\n\(a)\r\nx\r\n--b--\n", .refused(.bareLineFeed, nil, nil)),
        MultipartCase("no last boundary", "--b\r\n\(a)\r\nx\r\n", .refused(.truncated, 0, "a")),
        MultipartCase("half a last boundary", "--b\r\n\(a)\r\nx\r\n--", .refused(.truncated, 0, "a")),
        MultipartCase("no dashes behind the last boundary", "--b\r\n\(a)\r\nx\r\n--b", .refused(.truncated, 0, "a")),
        MultipartCase("one dash at the end", "--b\r\n\(a)\r\nx\r\n--b-", .refused(.truncated, 0, "a")),
        MultipartCase("a boundary and no part", "--b\r\n\(a)\r\nx\r\n--b\r\n", .refused(.truncated, 1, nil)),
        MultipartCase("an end inside a header", "--b\r\n\(a)Content-Ty", .refused(.truncated, 0, "a")),
        MultipartCase("an end behind the empty line", "--b\r\n\(a)\r\n", .refused(.truncated, 0, "a")),
        MultipartCase("only the first boundary", "--b", .refused(.truncated, nil, nil)),
    ]

    static let dispositions: [MultipartCase] = [
        MultipartCase(disposition: "form-data; name=a", .taken(["a=x"])),
        MultipartCase(disposition: "Form-Data;NAME=\"a\"", .taken(["a=x"])),
        MultipartCase(disposition: "form-data; name=\"a\" ; x=y ; z=\"\"", .taken(["a=x"])),
        MultipartCase(disposition: "form-data; name=\"图 片\"; filename=\"四.png\"", .taken(["图 片(四.png)=x"])),
        MultipartCase(disposition: "form-data; filename=\"\"; name=\"a\"", .taken(["a()=x"])),
        MultipartCase(disposition: "form-data; name=\"a\"; filename=\"p\\\"q\\\\r\"", .taken(["a(p\"q\\r)=x"])),
        MultipartCase(
            disposition: "form-data; name=\"a%22\"; filename=\"%22q%22%0D%0A%2\"", .taken(["a\"(\"q\"%0D%0A%2)=x"])),
        MultipartCase(
            disposition: "form-data; name=\"a\"; filename=\"C:\\dir\\x.png\"", .taken(["a(C:\\dir\\x.png)=x"])),
        MultipartCase(
            disposition: "form-data; name=\"a\"; filename=\"../../etc/x;y=z\"", .taken(["a(../../etc/x;y=z)=x"])),
        MultipartCase(
            disposition: "form-data; name=\"a\"; filename=\"n\"; filename*=UTF-8''%e5%9b%9b", .taken(["a(n)=x"])),
        MultipartCase(disposition: "form-data; name=\"a\"; filename*=UTF-8''%e5%9b%9b.png", .taken(["a()=x"])),
        MultipartCase(disposition: "", .refused(.badDisposition, 0, nil)),
        MultipartCase(disposition: "form-data", .refused(.missingName, 0, nil)),
        MultipartCase(disposition: "form-data; filename=\"x\"", .refused(.missingName, 0, nil)),
        MultipartCase(disposition: "form-data; name=\"\"", .refused(.missingName, 0, nil)),
        MultipartCase(disposition: "attachment; name=\"a\"", .refused(.notFormData, 0, nil)),
        MultipartCase(disposition: "file; filename=\"a\"", .refused(.notFormData, 0, nil)),
        MultipartCase(disposition: "form-data; name=\"a", .refused(.badDisposition, 0, nil)),
        MultipartCase(disposition: "form-data; name=\"a\\\"", .refused(.badDisposition, 0, nil)),
        MultipartCase(disposition: "form-data; name=\"a\"b\"", .refused(.badDisposition, 0, nil)),
        MultipartCase(disposition: "form-data; name=a b", .refused(.badDisposition, 0, nil)),
        MultipartCase(disposition: "form-data; name", .refused(.badDisposition, 0, nil)),
        MultipartCase(disposition: "form-data; name=", .refused(.badDisposition, 0, nil)),
        MultipartCase(disposition: "form-data; name =\"a\"", .refused(.badDisposition, 0, nil)),
        MultipartCase(disposition: "form-data; name=\"a\";", .refused(.badDisposition, 0, nil)),
        MultipartCase(disposition: "form-data, name=\"a\"", .refused(.badDisposition, 0, nil)),
        MultipartCase(disposition: "form-data; name=\"a\"; name=\"a\"", .refused(.badDisposition, 0, nil)),
        MultipartCase(
            disposition: "form-data; name=\"a\"; filename=\"x\"; FileName=\"y\"", .refused(.badDisposition, 0, nil)),
        MultipartCase(disposition: "form-data; name=图", .refused(.badDisposition, 0, nil)),
        MultipartCase(disposition: "form-data; name=\"a\0\"", .refused(.controlCharacter, 0, nil)),
        MultipartCase(disposition: "form-data; name=\"a\rb\"", .refused(.controlCharacter, 0, nil)),
        MultipartCase(disposition: "form-data; name=\"a\u{7F}\"", .refused(.controlCharacter, 0, nil)),
        MultipartCase(disposition: "form-data; name=\"a\nb\"", .refused(.bareLineFeed, 0, nil)),
    ]

    static let headers: [MultipartCase] = [
        MultipartCase(header: a + "Content-Type: text/plain; charset=UTF-8", .taken(["a=x"])),
        MultipartCase(header: "content-type:image/png\r\n" + a.dropLast(), .taken(["a=x"])),
        MultipartCase(
            header: a + "Content-Transfer-Encoding: BINARY\r\nX-Other: 1\r\nContent-Length: 7", .taken(["a=x"])),
        MultipartCase(header: "X: y", .refused(.missingDisposition, 0, nil)),
        MultipartCase("no header", "--b\r\n\r\nx\r\n--b--\r\n", .refused(.missingDisposition, 0, nil)),
        MultipartCase(header: a + "Content-Disposition: form-data; name=\"b\"", .refused(.repeatedHeader, 0, "a")),
        MultipartCase(
            header: a + "Content-Type: text/plain\r\nContent-Type: text/plain", .refused(.repeatedHeader, 0, "a")),
        MultipartCase(
            header: a + "Content-Transfer-Encoding: 8bit\r\nContent-Transfer-Encoding: 8bit",
            .refused(.repeatedHeader, 0, "a")),
        MultipartCase(header: a + "Content-Type: image", .refused(.badContentType, 0, "a")),
        MultipartCase(header: a + "Content-Type:", .refused(.badContentType, 0, "a")),
        MultipartCase(header: a + "Content-Type: image/png; x", .refused(.badContentType, 0, "a")),
        MultipartCase(header: a + "Content-Type: multipart/mixed; boundary=c", .refused(.nestedMultipart, 0, "a")),
        MultipartCase(header: a + "Content-Type: Multipart/Form-Data; boundary=b", .refused(.nestedMultipart, 0, "a")),
        MultipartCase(header: a + "Content-Transfer-Encoding: base64", .refused(.encodedContent, 0, "a")),
        MultipartCase(header: a + "Content-Transfer-Encoding: quoted-printable", .refused(.encodedContent, 0, "a")),
        MultipartCase(header: a + "Content-Type: text/plain; charset=gbk", .refused(.unsupportedCharset, 0, "a")),
        MultipartCase(header: a + " folded: x", .refused(.foldedHeader, 0, "a")),
        MultipartCase(header: a + "\tfolded", .refused(.foldedHeader, 0, "a")),
        MultipartCase(header: a + "no colon", .refused(.badHeader, 0, "a")),
        MultipartCase(header: a + ": no name", .refused(.badHeader, 0, "a")),
        MultipartCase(header: a + "X : blank before the colon", .refused(.badHeader, 0, "a")),
        MultipartCase(header: a + "X: \u{1}", .refused(.controlCharacter, 0, "a")),
        MultipartCase("LF inside a header", "--b\r\n\(a)X: y\n\r\nx\r\n--b--", .refused(.bareLineFeed, 0, "a")),
        MultipartCase("LF for the empty line", "--b\r\n\(a)\nx\r\n--b--", .refused(.bareLineFeed, 0, "a")),
        MultipartCase(
            "a name in Latin-1", Array("--b\r\nContent-Disposition: form-data; name=\"".utf8) + [0xE9, 0x22, 13, 10],
            .refused(.headerNotUTF8, 0, nil)),
        MultipartCase(
            "a fault in the third part", "--b\r\n\(a)\r\nx\r\n--b\r\n\(a)\r\ny\r\n--b\r\n\(a)X\r\n",
            .refused(.badHeader, 2, "a")),
    ]

    /// Bodies that pass `smallLimits`.
    static let small: [MultipartCase] = [
        MultipartCase(
            "a preamble too long", "\(String(repeating: "p", count: 4097))\r\n--b--",
            .refused(.boundaryNotFound, nil, nil)),
        MultipartCase("a preamble just short enough", "\(String(repeating: "p", count: 4096))\r\n--b--", .taken([])),
        MultipartCase(
            "an epilogue too long", "--b--\r\n\(String(repeating: "e", count: 4097))",
            .refused(.epilogueTooLong, nil, nil)),
        MultipartCase("an epilogue just short enough", "--b--\r\n\(String(repeating: "e", count: 4096))", .taken([])),
        MultipartCase(
            "a header too long", "--b\r\n\(a)X: \(String(repeating: "h", count: 8192))\r\n\r\n",
            .refused(.headerTooLarge, 0, "a")),
    ]
}
