import JSON
import Testing

struct JSONTests {
    @Test func aDocumentIsReadAndWrittenInItsOrder() throws {
        let text = #"{"z":[1,-0.0,1e3,true,false,null],"a":{"b":"c"},"数":"张三😀"}"#
        let value = try JSONValue.parse(text)
        #expect(value.text == text)
        #expect(value["z"]?[0]?.int == 1)
        #expect(value["z"]?[2]?.int == 1000)
        #expect(value["z"]?[3]?.bool == true)
        #expect(value["z"]?[5]?.isNull == true)
        #expect(value["z"]?[6] == nil)
        #expect(value["z"]?[-1] == nil)
        #expect(value["a"]?["b"]?.string == "c")
        #expect(value["数"]?.string == "张三😀")
        #expect(value["a"]?["x"] == nil)
        #expect(value["a"]?[0] == nil)
    }

    @Test(arguments: [
        "0", "-0", "1.50", "12345678901234567890123", "1E+400", "0.1e-2", "\"\"", "[]", "{}", "[[],{}]", "true", "null",
        "\"/\"", "[\"a\",[1,{\"b\":[]}]]",
    ])
    func validTextsComeBackAsTheyWere(_ text: String) throws {
        #expect(try JSONValue.parse(text).text == text)
        #expect(try JSONValue.parse(" \n\t\r" + text + " \n").text == text)
    }

    @Test(arguments: [
        (#""\u4f60\ud83d\ude00""#, "你😀"), (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{08}\u{0C}\n\r\t"), (#""\u0000""#, "\0"),
        (#""a\u00e9b""#, "aéb"), (#""\uDBFF\uDFFF""#, "\u{10FFFF}"),
        (#""12345678\n12345678\"""#, "12345678\n12345678\""),
    ])
    func escapesAreResolved(_ text: String, _ value: String) throws {
        #expect(try JSONValue.parse(text).string == value)
        #expect(try JSONValue.parse(JSONValue.escaped(value)).string == value)
    }

    @Test func onlyWhatJSONNeedsIsEscaped() {
        #expect(
            String(decoding: JSONValue.escaped("a/\"\\\u{01}\n\u{7F}é"), as: UTF8.self)
                == "\"a/\\\"\\\\\\u0001\\n\u{7F}é\"")
    }

    @Test func numbersKeepTheirLiteral() throws {
        let value = try JSONValue.parse("[3.0,9223372036854775807,9223372036854775808,1e400,0.5,-7]")
        #expect(value[0]?.int == 3)
        #expect(value[1]?.int == .max)
        #expect(value[2]?.int == nil)
        #expect(value[2]?.double == 9_223_372_036_854_775_808)
        #expect(value[3]?.double == nil)
        #expect(value[3]?.int == nil)
        #expect(value[4]?.int == nil)
        #expect(value[4]?.double == 0.5)
        #expect(value[5]?.int == -7)
    }

    @Test(arguments: [(1.0, "1"), (-2.5, "-2.5"), (0.1, "0.1"), (1e300, "1e+300"), (.infinity, "null"), (.nan, "null")])
    func doublesAreWrittenShortly(_ value: Double, _ text: String) {
        #expect(JSONValue.double(value).text == text)
    }

    @Test func ofRepeatedNamesTheLastValueHolds() throws {
        #expect(try JSONValue.parse(#"{"a":1,"b":2,"a":3}"#).text == #"{"a":3,"b":2}"#)
        let many = (0..<40).map { "\"k\($0 % 20)\":\($0)" }.joined(separator: ",")
        let object = try #require(try JSONValue.parse("{\(many)}").object)
        #expect(object.keys == (0..<20).map { "k\($0)" })
        #expect(object["k3"]?.int == 23)
    }

    @Test func namesAreComparedByTheirBytes() throws {
        let object = try #require(try JSONValue.parse(#"{"\u00e9":1,"e\u0301":2}"#).object)
        #expect(object.count == 2)
        #expect(object["\u{65}\u{301}"]?.int == 2)
    }

    @Test func objectsCanBeChanged() {
        var object: JSONObject = ["a": 1, "b": [true, nil, 0.5]]
        object["a"] = "x"
        object["c"] = ["d": nil]
        object["b"] = nil
        #expect(JSONValue.object(object).text == #"{"a":"x","c":{"d":null}}"#)
    }
}
