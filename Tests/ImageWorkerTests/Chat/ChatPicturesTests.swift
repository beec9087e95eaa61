import HTTPCore
import JSON
import ProviderKit
import TestSupport
import Testing

/// A chat answer's message and the pictures in it.
struct ChatVector: Sendable, CustomTestStringConvertible {
    let name: String
    let message: JSONValue
    let images: [String]

    var testDescription: String { name }

    static func all() throws -> [ChatVector] {
        try (Fixture.json("providers/chat_image_extraction.json")["cases"]?.array ?? []).map {
            ChatVector(
                name: $0["name"]?.string ?? "", message: $0["message"] ?? .null,
                images: ($0["images"]?.array ?? []).compactMap(\.string))
        }
    }
}

struct ChatPicturesTests {
    @Test func allTwentyOneAreThere() throws {
        #expect(try ChatVector.all().count == 21)
    }

    @Test(arguments: try ChatVector.all())
    func thePicturesOfAMessageAreFound(_ vector: ChatVector) throws {
        #expect(try Self.found(in: vector.message) == vector.images)
    }

    @Test(arguments: try ChatVector.all())
    func anAnswerWithPicturesGivesTheFirst(_ vector: ChatVector) {
        let draft = ChatDraft(Self.body("message", vector.message))
        #expect(draft.isRead)
        #expect(Self.isThere(draft, vector))
    }

    @Test(arguments: try ChatVector.all())
    func theSameComesOfAStreamWhoseWordsAreCutAnywhere(_ vector: ChatVector) {
        guard let words = vector.message["content"]?.string else {
            #expect(Self.isThere(Self.streamed([Self.body("delta", vector.message)]), vector))
            return
        }
        for cut in 0...words.unicodeScalars.count {
            var first = vector.message.object ?? [:]
            let scalars = words.unicodeScalars
            let place = scalars.index(scalars.startIndex, offsetBy: cut)
            first["content"] = .string(String(scalars[..<place]))
            let rest: JSONValue = ["content": .string(String(scalars[place...]))]
            let draft = Self.streamed([Self.body("delta", .object(first)), Self.body("delta", rest)])
            #expect(Self.isThere(draft, vector), "cut at \(cut)")
        }
    }

    @Test(arguments: [
        ("![a](https://example.invalid/a_(1).png)", ["https://example.invalid/a_(1).png"]),
        ("完成\n\nhttps://example.invalid/a\n", ["https://example.invalid/a"]),
        ("[政策](https://example.invalid/policy)", []),
        ("![a](data:image/svg+xml,<svg/>)", []),
        ("![a](", []), ("![a](<https://example.invalid/a.png", []), ("](", []), ("[](", []), ("![", []),
        ("![a](javascript:alert(1))", []), ("![a](/etc/passwd)", []), ("![a](file:///etc/passwd)", []),
    ])
    func wordsAreReadCarefully(_ words: String, _ addresses: [String]) throws {
        let found = try Self.found(in: ["content": .string(words)])
        #expect(found.filter { $0.hasPrefix("http") } == addresses)
        let draft = ChatDraft(Self.body("message", ["content": .string(words)]))
        #expect((draft.picture != nil) == !addresses.isEmpty)
    }

    @Test func brokenBase64IsNoPictureAndSaidSo() {
        let message: JSONValue = ["images": [["b64_json": "!!!"]]]
        let draft = ChatDraft(Self.body("message", message))
        #expect(draft.picture == nil)
        #expect(draft.isBroken)
    }

    @Test(arguments: [#"aGk\/"#, #"aG\nk/"#])
    func escapesAndLineEndsInBase64DoNoHarm(_ text: String) throws {
        let body = #"{"choices":[{"message":{"image_b64_json":"\#(text)"}}]}"#
        guard case .bytes(let bytes) = ChatDraft(Array(body.utf8)).picture else {
            Issue.record("no picture")
            return
        }
        #expect(bytes == [0x68, 0x69, 0x3F])
    }

    // MARK: - Parts

    private static func body(_ member: String, _ message: JSONValue) -> [UInt8] {
        let choice: JSONValue = .object(["index": 0]).with(member, message)
        return JSONValue.object(["id": "gen-1", "choices": [choice]]).bytes()
    }

    private static func streamed(_ documents: [[UInt8]]) -> ChatDraft {
        let events = documents + [Array("[DONE]".utf8)]
        return ChatDraft(events.flatMap { Array("data: ".utf8) + $0 + Array("\n\n".utf8) })
    }

    private static func isThere(_ draft: ChatDraft, _ vector: ChatVector) -> Bool {
        switch draft.picture {
        case .url(let url): url == vector.images.first
        case .bytes(let bytes): vector.images.first?.hasSuffix(";base64," + Base64.string(bytes)) == true
        case nil: vector.images.isEmpty
        }
    }

    /// In the vectors' words.
    private static func found(in message: JSONValue) throws -> [String] {
        let body = message.bytes()
        let read = try #require(ChatMessage(body, at: 0..<body.count))
        return read.pictures.map { picture in
            switch picture {
            case .address(let url): url
            case .encoded(let text): text.string.hasPrefix("data:") ? text.string : "data:;base64," + text.string
            }
        }
    }
}

extension JSONValue {
    /// The same object with one more member.
    fileprivate func with(_ name: String, _ value: JSONValue) -> JSONValue {
        var object = object ?? [:]
        object[name] = value
        return .object(object)
    }
}
