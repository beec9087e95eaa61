import JSON
import Testing

struct JSONSpansTests {
    private func text(_ bytes: [UInt8], _ range: Range<Int>?) -> String? {
        range.map { String(decoding: bytes[$0], as: UTF8.self) }
    }

    @Test func membersAreFoundByteForByte() throws {
        let bytes = Array(#" { "frame" : { "x" : 1.50, "x":2 } , "n":[1, 2],"s":"a\"b","\u0066":null } "#.utf8)
        let members = try JSONSpans.object(bytes)
        #expect(members.map(\.key) == ["frame", "n", "s", "f"])
        #expect(members.map { text(bytes, $0.range) } == [#"{ "x" : 1.50, "x":2 }"#, "[1, 2]", #""a\"b""#, "null"])
        let inner = try JSONSpans.object(bytes, in: members[0].range)
        #expect(inner.map { text(bytes, $0.range) } == ["1.50", "2"])
        #expect(try JSONValue.parse(bytes, in: members[1].range) == [1, 2])
    }

    @Test(arguments: ["[]", "1", "\"a\"", "null"])
    func whatIsNoObjectIsRefused(_ text: String) {
        #expect(throws: JSONError(.notAnObject, offset: 0)) { try JSONSpans.object(Array(text.utf8)) }
    }

    @Test(arguments: ["{", "{\"a\":[1,]}", "{\"a\":\"\\ud800\"}", "{\"a\":tru}", "{\"a\":1}x", "{\"a\":{\"b\":01}}"])
    func spansAreAsStrictAsTheTree(_ text: String) {
        let tree = #expect(throws: JSONError.self) { try JSONValue.parse(text) }
        let spans = #expect(throws: JSONError.self) { try JSONSpans.object(Array(text.utf8)) }
        #expect(tree == spans)
    }

    @Test func pathsAreFollowedInOnePass() throws {
        let bytes = Array(#"{"code":1,"data":{"list":["x",{"y":[7]}],"status":"done"},"data2":0}"#.utf8)
        let found = try JSONSpans.find(
            [
                ["code"], ["data", "list", 0], ["data", "list", 1, "y", 0], ["data", "status"], ["data", "list", 2],
                ["code", "x"], [],
            ],
            in: bytes)
        #expect(
            found.map { text(bytes, $0) }
                == ["1", "\"x\"", "7", "\"done\"", nil, nil, String(decoding: bytes, as: UTF8.self)])
    }

    @Test func ofRepeatedNamesTheLastIsFound() throws {
        let bytes = Array(#"{"a":{"b":1},"a":{"c":2}}"#.utf8)
        let found = try JSONSpans.find([["a"], ["a", "b"], ["a", "c"]], in: bytes)
        #expect(found.map { text(bytes, $0) } == [#"{"c":2}"#, nil, "2"])
    }

    @Test func thePlainContentsOfAStringAreFound() throws {
        let bytes = Array(#"["abc","a\/b",1,""]"#.utf8)
        let found = try JSONSpans.find([[0], [1], [2], [3]], in: bytes).map {
            $0.flatMap { JSONSpans.plainString(bytes, at: $0) }
        }
        #expect(found.map { text(bytes, $0) } == ["abc", nil, nil, ""])
    }

    @Test func aPictureOfTwoMegabytesIsFoundAndDecoded() throws {
        let picture = (0..<1_500_000).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ $0 >> 8) }
        let bytes = Array(#"{"data":{"b64":[""#.utf8) + Base64.encode(picture) + Array(#""]},"code":0}"#.utf8)
        let range = try #require(try JSONSpans.find([["data", "b64", 0]], in: bytes)[0])
        let inner = try #require(JSONSpans.plainString(bytes, at: range))
        #expect(Base64.decode(bytes, in: inner) == picture)
    }
}
