import HTTPCore
import Testing

struct MessageOutTests {
    @Test func aResponseHeadIsWrittenLineByLine() throws {
        var out: [UInt8] = []
        let head = ResponseHead(status: .ok, fields: ["content-type": "text/plain", "X-A": "1"])
        try head.append(to: &out, date: "Sun, 06 Nov 1994 08:49:37 GMT")
        #expect(
            String(decoding: out, as: UTF8.self)
                == "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\nX-A: 1\r\ndate: Sun, 06 Nov 1994 08:49:37 GMT\r\n\r\n"
        )
    }

    @Test func aDateOfTheFieldsOwnStands() throws {
        var out: [UInt8] = []
        try ResponseHead(status: HTTPStatus(299), fields: ["Date": "x"]).append(to: &out, date: "y")
        #expect(String(decoding: out, as: UTF8.self) == "HTTP/1.1 299 \r\nDate: x\r\n\r\n")
    }

    @Test(arguments: [
        ("X", "a\r\nY: b"), ("X", "a\nb"), ("X", "a\rb"), ("X", "a\0b"), ("X Y", "a"), ("X:", "a"), ("", "a"),
        ("X\r\nY", "a"),
    ])
    func aFieldThatCouldPassForMoreIsNotSent(_ name: String, _ value: String) {
        var out: [UInt8] = []
        var fields = HTTPFields()
        fields.append(name, value)
        #expect(throws: InvalidFieldError(name: name)) {
            try ResponseHead(status: .ok, fields: fields).append(to: &out)
        }
    }

    @Test func chunksCarryTheirSizeInHexadecimal() {
        var out: [UInt8] = []
        ChunkedEncoding.append(Array("0123456789abcdefg".utf8), to: &out)
        ChunkedEncoding.append([], to: &out)
        out += ChunkedEncoding.end
        #expect(String(decoding: out, as: UTF8.self) == "11\r\n0123456789abcdefg\r\n0\r\n\r\n")
    }

    @Test(arguments: [
        (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"), (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
        (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"), (1_709_251_199, "Thu, 29 Feb 2024 23:59:59 GMT"),
        (4_102_444_800, "Fri, 01 Jan 2100 00:00:00 GMT"), (1_767_225_599, "Wed, 31 Dec 2025 23:59:59 GMT"),
    ])
    func datesAreWrittenAsHTTPWantsThem(_ seconds: Int, _ text: String) {
        #expect(HTTPDate.format(secondsSince1970: seconds) == text)
    }

    @Test func fieldNamesCompareWithoutCase() {
        var fields: HTTPFields = ["Content-Type": "a", "X": "1"]
        fields.append("x", "2")
        #expect(fields["content-type"] == "a")
        #expect(fields.values("X") == ["1", "2"])
        fields["x"] = "3"
        #expect(fields.values("X") == ["3"])
        fields["CONTENT-TYPE"] = nil
        #expect(fields.all.count == 1)
        #expect(
            HTTPFields(["a": "x, Close ,y"].map { .init(name: $0.key, value: $0.value) }).lists("A", token: "close"))
    }
}
