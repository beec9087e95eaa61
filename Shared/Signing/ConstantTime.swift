import CCrypto

/// Comparing secrets without telling by the time it takes how much of them was right.
package enum ConstantTime {
    /// Whether both are the same bytes. Their length may show, their contents not.
    package static func equal(_ a: [UInt8], _ b: [UInt8]) -> Bool {
        guard a.count == b.count else { return false }
        guard !a.isEmpty else { return true }
        return CRYPTO_memcmp(a, b, a.count) == 0
    }

    /// Whether both are the same text, byte by byte.
    package static func equal(_ a: String, _ b: String) -> Bool {
        equal(Array(a.utf8), Array(b.utf8))
    }
}
