/// A number that stands for content: the same for the same content in every process (FNV-1a, eight bytes a step where
/// there are many). It tells accidents apart, not attacks.
struct ContentMark: Sendable {
    private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

    /// Texts with an end, so that two of them are not one.
    mutating func add(_ text: String) {
        for byte in text.utf8 { step(UInt64(byte)) }
        step(0)
    }

    mutating func add(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { bytes in
            let whole = bytes.count / 8 * 8
            for at in stride(from: 0, to: whole, by: 8) {
                step(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self)))
            }
            for byte in bytes[whole...] { step(UInt64(byte)) }
        }
        step(UInt64(bytes.count))
    }

    mutating func add(_ mark: UInt64) { step(mark) }

    /// Each step can be undone, so one difference is never lost.
    private mutating func step(_ word: UInt64) {
        value = (value ^ word) &* 0x100_0000_01B3
        value ^= value >> 32
    }
}
