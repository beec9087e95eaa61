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
}
