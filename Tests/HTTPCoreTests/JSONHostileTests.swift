import JSON
import Testing

struct JSONHostileTests {
    @Test(
        arguments: [
            ("", .unexpectedEnd, 0), (" ", .unexpectedEnd, 1), ("[1,]", .unexpectedByte, 3),
            ("[,1]", .unexpectedByte, 1),
            ("{,}", .unexpectedByte, 1), ("{\"a\":1,}", .unexpectedByte, 7), ("{\"a\" 1}", .unexpectedByte, 5),
            ("{\"a\":}", .unexpectedByte, 5), ("{1:2}", .unexpectedByte, 1), ("[1 2]", .unexpectedByte, 3),
            ("]", .unexpectedByte, 0),
            ("01", .badNumber, 1), ("-", .unexpectedEnd, 1), ("1.", .unexpectedEnd, 2), (".5", .unexpectedByte, 0),
            ("1.x", .badNumber, 2), ("1e+", .unexpectedEnd, 3), ("+1", .unexpectedByte, 0), ("1x", .trailingBytes, 1),
            ("NaN", .unexpectedByte, 0), ("tru", .unexpectedEnd, 3), ("nulx", .unexpectedByte, 3),
            ("'a'", .unexpectedByte, 0),
            ("\"a", .unexpectedEnd, 2), ("\"\\x\"", .badEscape, 2), ("\"\\u12g4\"", .badEscape, 5),
            ("\"\\", .unexpectedEnd, 2),
            ("\"\\ud800\"", .loneSurrogate, 1), ("\"\\udc00\"", .loneSurrogate, 1),
            ("\"\\ud800\\n\"", .loneSurrogate, 1),
            ("\"\\ud800\\ud800\"", .loneSurrogate, 1), ("\"a\u{01}\"", .controlInString, 2),
            ("\"\n\"", .controlInString, 1),
            ("{}x", .trailingBytes, 2), ("1 2", .trailingBytes, 2), ("\u{FEFF}1", .unexpectedByte, 0),
            ("[[", .unexpectedEnd, 2),
            ("/**/1", .unexpectedByte, 0), ("[1}", .unexpectedByte, 2), ("\0", .unexpectedByte, 0),
        ] as [(String, JSONError.Reason, Int)])
    func badTextsAreRefusedAtTheByteThatIsWrong(_ text: String, _ reason: JSONError.Reason, _ offset: Int) {
        #expect(throws: JSONError(reason, offset: offset)) { try JSONValue.parse(text) }
        #expect(!JSONError(reason, offset: offset).text.isEmpty)
    }

    @Test(arguments: 0..<80)
    func whatEndsOrSpoilsAStringIsSeenAnywhere(_ length: Int) throws {
        let start = [0x22] + [UInt8](repeating: 0x61, count: length)
        let tail = [UInt8](repeating: 0x62, count: 80) + [0x22]
        #expect(throws: JSONError(.trailingBytes, offset: length + 2)) { try JSONValue.parse(start + [0x22] + tail) }
        #expect(throws: JSONError(.controlInString, offset: length + 1)) { try JSONValue.parse(start + [0x1F] + tail) }
        #expect(throws: JSONError(.badUTF8, offset: length + 1)) { try JSONValue.parse(start + [0xFF] + tail) }
        let escaped = try JSONValue.parse(start + [0x5C, 0x6E] + tail).string
        #expect(escaped?.utf8.count == length + 81)
    }

    @Test(
        arguments: [
            [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xC3], [0xE0, 0x80, 0x80], [0xE4, 0xBD], [0xED, 0xA0, 0x80],
            [0xE4, 0xBD, 0x41],
            [0xF0, 0x80, 0x80, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF0, 0x9F, 0x98], [0xF5, 0x80, 0x80, 0x80], [0xFF],
        ] as [[UInt8]])
    func invalidUTF8IsRefused(_ bytes: [UInt8]) {
        for filler in [0, 7, 8, 20] {
            let start = [0x22] + [UInt8](repeating: 0x61, count: filler)
            #expect(throws: JSONError(.badUTF8, offset: filler + 1)) { try JSONValue.parse(start + bytes + [0x22]) }
        }
    }

    @Test func depthAndNumberOfValuesAreBounded() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        _ = try JSONValue.parse(nested(128))
        #expect(throws: JSONError(.tooDeep, offset: 128)) { try JSONValue.parse(nested(129)) }
        #expect(throws: JSONError(.tooDeep, offset: 128)) {
            try JSONValue.parse(String(repeating: "[", count: 1_000_000))
        }
        #expect(throws: JSONError(.tooDeep, offset: 5 * 128)) {
            try JSONValue.parse(String(repeating: "{\"a\":", count: 200_000))
        }
        let few = JSONLimits(values: 4)
        _ = try JSONValue.parse("[1,2,3]", limits: few)
        #expect(throws: JSONError(.tooManyValues, offset: 7)) { try JSONValue.parse("[1,2,3,4]", limits: few) }
        #expect(throws: JSONError(.tooManyValues, offset: 7)) {
            try JSONSpans.find([], in: Array("[1,2,3,4]".utf8), limits: few)
        }
    }

    /// A thousand texts made by damaging valid ones: each is read or refused, and both readers agree on which.
    @Test func aThousandDamagedTextsAreReadOrRefusedAlike() {
        var dice = Dice(seed: 20_261_120)
        let seeds = [
            #"{"script":"张三站在山顶\n","sceneCount":3,"frames":[{"prompt":"a \"b\"","n":-1.5e-3,"x":null}],"ok":true}"#,
            #"[[[{"a":[1,2,{"b":"\ud83d\ude00\u4f60"}]}]],0.25,false,"12345678901234567890"]"#,
        ].map { Array($0.utf8) }
        var refused = 0
        for _ in 0..<1000 {
            let bytes = dice.damage(seeds[dice.next(below: seeds.count)])
            let tree = Result { () throws(JSONError) in try JSONValue.parse(bytes) }
            let scan = Result { () throws(JSONError) in try JSONSpans.find([["script"]], in: bytes) }
            switch (tree, scan) {
            case (.success(let value), .success): #expect((try? JSONValue.parse(value.bytes())) == value)
            case (.failure(let one), .failure(let other)):
                #expect(one == other)
                #expect((0...bytes.count).contains(one.offset))
                refused += 1
            case (.success, .failure), (.failure, .success):
                Issue.record("one reader takes what the other refuses: \(bytes)")
            }
        }
        #expect(refused > 500)
    }
}

/// Numbers that look random and are the same in every run.
struct Dice {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next(below bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(bound))
    }

    /// The bytes with one to four of them replaced, removed, doubled or cut off.
    mutating func damage(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for _ in 0...next(below: 4) where !bytes.isEmpty {
            let at = next(below: bytes.count)
            switch next(below: 5) {
            case 0: bytes[at] = UInt8(next(below: 256))
            case 1: bytes.remove(at: at)
            case 2: bytes.insert(Array("{}[]\",:\\0e-u".utf8)[next(below: 12)], at: at)
            case 3: bytes.removeSubrange(at...)
            default: bytes.insert(contentsOf: bytes[at..<min(bytes.count, at + 9)], at: at)
            }
        }
        return bytes
    }
}
