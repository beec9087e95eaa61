import Signing
import Testing

struct DigestTests {
    /// RFC 4231, test case 2.
    @Test func hmacMatchesThePublishedVector() {
        let mac = Digest.hmacSHA256(key: Array("Jefe".utf8), Array("what do ya want for nothing?".utf8))
        #expect(Hex.text(mac) == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
    }

    @Test func anEmptyKeyIsNotTheKeyOfTheCallBefore() {
        _ = Digest.hmacSHA256(key: [1, 2, 3], [4])
        #expect(
            Hex.text(Digest.hmacSHA256(key: [], []))
                == "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad")
    }

    @Test func hashOfNothingIsThePublishedOne() {
        #expect(
            Hex.text(Digest.sha256([])) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    }

    @Test func datesAreWrittenInUTC() {
        #expect(SigningDate(unixSeconds: 1_795_168_800).text == "20261120T100000Z")
        #expect(SigningDate(unixSeconds: 1_795_168_800.9).day == "20261120")
    }

    @Test(arguments: [1, 3, 64, 1000])
    func piecesHashAsTheWhole(_ size: Int) {
        let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0) }
        let digest = RunningDigest()
        digest.update([])
        for start in stride(from: 0, to: bytes.count, by: size) {
            digest.update(Array(bytes[start..<min(start + size, bytes.count)]))
        }
        #expect(digest.finish() == Digest.sha256(bytes))
    }

    @Test func aKeyedHashIsKnownAgainAndNoOtherIs() {
        let tag = Digest.hmacSHA256(key: [1], [2, 3])
        #expect(Digest.isHMACSHA256(tag, key: [1], of: [2, 3]))
        #expect(!Digest.isHMACSHA256(tag, key: [1], of: [2, 4]))
        #expect(!Digest.isHMACSHA256(tag, key: [2], of: [2, 3]))
        #expect(!Digest.isHMACSHA256(Array(tag.dropLast()), key: [1], of: [2, 3]))
        #expect(!Digest.isHMACSHA256(tag + [0], key: [1], of: [2, 3]))
        #expect(!Digest.isHMACSHA256([], key: [1], of: [2, 3]))
    }

    @Test(arguments: [("", []), ("00ff", [0, 255]), ("0", nil), ("FF", nil), ("0g", nil), ("é0", nil), (" 0", nil)])
    func onlyLowerCasePairsAreHex(_ text: String, _ bytes: [UInt8]?) {
        #expect(Hex.bytes(text) == bytes)
    }
}
