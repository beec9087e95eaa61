import JSON
import Settings
import Testing

@testable import JimengProvider

struct KeyTextTests {
    private func coded(_ text: String) -> String { Base64.string(Array(text.utf8)) }

    @Test func blanksAroundAKeyAreDropped() {
        #expect(KeyText.clean(" \n my-key\t") == "my-key")
    }

    @Test(arguments: ["my-plain-secret", "AKLTtestAccessKey0000000000000000", "密钥sk"])
    func aKeyThatWasCodedOnceMoreIsDecoded(_ key: String) {
        let expected = key == "密钥sk" ? coded(key) : key
        #expect(KeyText.clean(coded(key)) == expected)
    }

    @Test(arguments: ["my-plain-secret", "AKLTZmFrZWtleQ==", "abcd", "AKLTtestAccessKey0000000000000000"])
    func aPlainKeyStaysAsItIs(_ key: String) {
        #expect(KeyText.clean(key) == key)
    }

    /// The console's secret keys are Base64 twice over 32 hexadecimal digits, and sign as they stand.
    @Test func aSecretKeyInTheConsolesFormIsNotDecoded() {
        var inner = coded("6560dc727c3f4040b555625be1d965f5")
        while inner.hasSuffix("=") { inner.removeLast() }
        let secret = coded(inner)
        #expect(KeyText.clean(secret) == secret)
        #expect(KeyText.clean(coded(secret)) == secret)
    }

    @Test func onlyBothKeysAreAPair() {
        #expect(JimengKeys(accessKey: Secret("a"), secretKey: nil) == nil)
        #expect(JimengKeys(accessKey: Secret("a"), secretKey: Secret("  ")) == nil)
        #expect(JimengKeys(accessKey: Secret(" a "), secretKey: Secret("b"))?.accessKey == Secret("a"))
    }
}
