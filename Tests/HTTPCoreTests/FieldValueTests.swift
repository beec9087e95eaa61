import HTTPCore
import Testing

struct FieldValueTests {
    private func accept(_ value: String?) -> AcceptHeader {
        AcceptHeader(value.map { ["Accept": $0] } ?? [:])
    }

    @Test(
        arguments: [
            (nil, false), ("*/*", false), ("text/event-stream", true), ("application/json", false),
            ("text/event-stream, */*", true), ("application/json, text/event-stream", false),
            ("text/event-stream, application/json", true), ("text/event-stream;q=0.5, application/json", false),
            ("application/json;q=0.5, text/event-stream", true), ("text/*", true), ("text/event-stream;q=0", false),
            ("TEXT/Event-Stream", true), ("text/event-stream;q=2", false), ("", false), (";;,,;q", false),
        ] as [(String?, Bool)])
    func anEventStreamIsSentToWhoWantsItMoreThanJSON(_ value: String?, _ wanted: Bool) {
        #expect(accept(value).prefers("text/event-stream", over: "application/json") == wanted)
    }

    @Test func theMostExactEntryDecidesWhetherATypeIsTaken() {
        #expect(accept("image/*;q=0, image/png, */*").accepts("image/png"))
        #expect(!accept("image/*;q=0, image/png, */*").accepts("image/webp"))
        #expect(accept("image/*;q=0, image/png, */*").accepts("text/html"))
        #expect(accept(nil).accepts("text/html"))
    }

    @Test(
        arguments: [
            (nil, false), ("en", true), ("en-US,en;q=0.9", true), ("zh-CN,zh;q=0.9,en;q=0.8", false),
            ("zh;q=0.5,en;q=0.6", true),
            ("en,zh", true), ("zh,en", false), ("fr", false), ("fr, en;q=0.1", true), ("*", false), ("en;q=0", false),
        ] as [(String?, Bool)])
    func englishIsSpokenToWhoWantsItMoreThanChinese(_ value: String?, _ english: Bool) {
        #expect(AcceptLanguage.prefersEnglish(value.map { ["Accept-Language": $0] } ?? [:]) == english)
    }

    @Test func mediaTypesAreReadWithTheirParameters() throws {
        let type = try #require(MediaType("Application/JSON ; Charset=\"UTF-8\"; x=y"))
        #expect(type.name == "application/json")
        #expect(type.charset == "utf-8")
        #expect(type.parameters["x"] == "y")
        #expect(type.isJSON)
        #expect(try #require(MediaType("multipart/form-data; boundary=\"a\\\"b\"")).parameters["boundary"] == "a\"b")
        #expect(try #require(MediaType("application/problem+json")).isJSON)
        #expect(try #require(MediaType("application/json; charset=gbk")).isJSON == false)
        #expect(try #require(MediaType("text/plain;")).isJSON == false)
    }

    @Test(arguments: ["", "json", "a/", "/b", "a/b c", "a/b; x", "a/b; x=", "a/b; x=\"y", "a/b; x=1; X=2", "a/b, c/d"])
    func malformedMediaTypesAreNone(_ text: String) {
        #expect(MediaType(text) == nil)
    }

    @Test(
        arguments: [
            ("bytes=0-4", .part(0..<5)), ("bytes=5-", .part(5..<10)), ("bytes=-3", .part(7..<10)),
            ("bytes=0-99", .part(0..<10)),
            ("bytes=-99", .part(0..<10)), ("bytes=9-9", .part(9..<10)), ("bytes=10-", .unsatisfiable),
            ("bytes=-0", .unsatisfiable), ("bytes=99999999999999999999-", .unsatisfiable), ("bytes=4-2", .whole),
            ("bytes=0-1,3-4", .whole), ("bytes=-", .whole), ("bytes=a-b", .whole), ("items=0-1", .whole), ("", .whole),
            ("bytes=", .whole), ("bytes=+1-2", .whole), ("bytes=1--2", .whole),
            ("bytes=0-99999999999999999999", .part(0..<10)),
        ] as [(String, ByteRange)])
    func aSingleRangeIsUnderstood(_ field: String, _ range: ByteRange) {
        #expect(ByteRange(field, size: 10) == range)
    }

    @Test func anEmptyResourceHasNoRange() {
        #expect(ByteRange("bytes=0-", size: 0) == .unsatisfiable)
        #expect(ByteRange("bytes=-1", size: 0) == .unsatisfiable)
    }

    @Test func entityTagsCompareWithoutWeakness() {
        #expect(EntityTag.isListed("\"a\"", in: "\"b\", W/\"a\""))
        #expect(EntityTag.isListed("\"a\"", in: "*"))
        #expect(!EntityTag.isListed("\"a\"", in: "\"b\", a"))
    }

    @Test func queriesAreDecoded() throws {
        let query = try #require(QueryString("a=1&b=%E5%BC%A0+x&a=2&c&=d&e=f=g"))
        #expect(query["a"] == "1")
        #expect(query.values("a") == ["1", "2"])
        #expect(query["b"] == "张 x")
        #expect(query["c"] == "")
        #expect(query[""] == "d")
        #expect(query["e"] == "f=g")
        #expect(query["x"] == nil)
        #expect(try #require(QueryString(nil)).items.isEmpty)
    }

    @Test(arguments: ["a=%", "a=%4", "a=%zz", "%ff=1", "a=%00", "a=%C0%80"])
    func brokenEscapesAreRefused(_ query: String) {
        #expect(QueryString(query[...]) == nil)
    }

    @Test func escapesReadBackAsTheText() {
        let text = "a b/张?&=%+~"
        #expect(PercentEncoding.encode(text) == "a%20b%2F%E5%BC%A0%3F%26%3D%25%2B~")
        #expect(PercentEncoding.decode(PercentEncoding.encode(text)[...]) == text)
        #expect(PercentEncoding.decode("a+b") == "a+b")
    }
}
