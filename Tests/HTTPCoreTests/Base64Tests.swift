import FoundationEssentials
import JSON
import Testing

struct Base64Tests {
    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"),
    ])
    func theExamplesOfTheStandardHold(_ text: String, _ encoded: String) {
        #expect(Base64.string(Array(text.utf8)) == encoded)
        #expect(Base64.decode(Array(encoded.utf8)) == Array(text.utf8))
        #expect(Base64.decode(Array(encoded.utf8.filter { $0 != 0x3D })) == Array(text.utf8))
        #expect(Base64.encodedCount(text.utf8.count) == encoded.utf8.count)
    }

    @Test func everyByteValueReadsBack() {
        let bytes = (0...255).map { UInt8($0) } + (0...255).reversed().map { UInt8($0) }
        #expect(Base64.decode(Base64.encode(bytes)) == bytes)
        #expect(Base64.decode([0x22] + Base64.encode(bytes) + [0x22], in: 1..<Base64.encodedCount(512) + 1) == bytes)
    }

    @Test(arguments: [
        "A", "AAAAA", "A===", "AA=", "AAA==", "=", "====", "AA==AA==", "AA= =", "AA A", "AAA\n", "AA-_", "AA*A", "A=AA",
        "AAAA\0AAA",
        "张三", "AAA=AAAA",
    ])
    func anythingButTheAlphabetAndRightPaddingIsRefused(_ text: String) {
        #expect(Base64.decode(Array(text.utf8)) == nil)
    }

    @Test(arguments: 0..<40)
    func everyLengthReadsBackAndAWrongCharacterAnywhereIsRefused(_ length: Int) {
        let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ 250) }
        let text = Base64.encode(bytes)
        #expect(Base64.decode(text) == bytes)
        for place in text.indices where text[place] != 0x3D {
            for wrong: UInt8 in [0x2A, 0x3D, 0x00, 0xC3] where wrong != 0x3D || place + 2 < text.count {
                var broken = text
                broken[place] = wrong
                #expect(Base64.decode(broken) == nil)
            }
        }
    }

    /// Foundation's coding is another's, so that an error on both of our ways cannot hide.
    @Test func foundationWritesAndReadsTheSame() {
        for length in Array(0..<200) + [65_536, 100_001] {
            let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 13) }
            let text = Array(Data(bytes).base64EncodedString().utf8)
            #expect(Base64.encode(bytes) == text)
            #expect(Base64.decode(text) == bytes)
        }
    }

    @Test func ofAllBytesOnlyTheAlphabetIsTakenAtAnyPlaceOfAStep() {
        let alphabet = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        for place in 0..<36 {
            for byte in UInt8.min...UInt8.max {
                var text = [UInt8](repeating: 0x41, count: 40)
                text[place] = byte
                #expect((Base64.decode(text) != nil) == alphabet.contains(byte), "\(byte) at \(place)")
            }
        }
    }

    @Test(arguments: [1, 2, 3, 5, 64, 1000])
    func chunksOfAnySizeGiveTheSameText(_ size: Int) {
        let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        for count in [0, 1, 2, 3, 997, 998, 999, 1000] {
            var encoder = Base64Encoder()
            var text: [UInt8] = []
            for start in stride(from: 0, to: count, by: size) {
                text += encoder.encode(Array(bytes[start..<min(count, start + size)]))
            }
            text += encoder.finish()
            #expect(text == Base64.encode(Array(bytes[..<count])))
        }
    }
}
