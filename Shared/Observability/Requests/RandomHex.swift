import Locks

/// Random digits for ids: quick, unlikely to collide, not secret.
enum RandomHex {
    /// Seeded once from the system; asking the system for every id would cost a call into the kernel.
    private static let state = Locked(UInt64.random(in: .min ... .max))

    /// 64 random bits.
    static func bits() -> UInt64 {
        state.withLock { state in
            // SplitMix64, Steele, Lea and Flood 2014.
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    /// 32 lowercase digits.
    static func digits32() -> String {
        String(unsafeUninitializedCapacity: 32) { buffer in
            write(bits(), to: buffer, at: 0)
            write(bits(), to: buffer, at: 16)
            return 32
        }
    }

    /// 16 lowercase digits.
    static func digits16() -> String {
        String(unsafeUninitializedCapacity: 16) { buffer in
            write(bits(), to: buffer, at: 0)
            return 16
        }
    }

    private static func write(_ bits: UInt64, to buffer: UnsafeMutableBufferPointer<UInt8>, at start: Int) {
        for index in 0..<16 {
            let nibble = UInt8(truncatingIfNeeded: bits >> (60 - 4 * index)) & 0xF
            buffer[start + index] = nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "a") + nibble - 10
        }
    }
}
