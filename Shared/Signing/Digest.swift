import CCrypto

/// SHA-256 and HMAC-SHA-256 by libcrypto.
package enum Digest {
    /// The 32 bytes of the hash.
    package static func sha256(_ bytes: [UInt8]) -> [UInt8] {
        sized { out in
            let done = bytes.withUnsafeBytes {
                EVP_Digest($0.baseAddress, $0.count, out, nil, EVP_sha256(), nil)
            }
            precondition(done == 1, "libcrypto lost SHA-256")
        }
    }

    /// The 32 bytes of the keyed hash.
    package static func hmacSHA256(key: [UInt8], _ message: [UInt8]) -> [UInt8] {
        sized { out in
            // A key of no bytes still needs an address: nil would mean "the key of the call before".
            let key = key.isEmpty ? [0] : key
            let done = key.withUnsafeBytes { keyBytes in
                message.withUnsafeBufferPointer {
                    HMAC(EVP_sha256(), keyBytes.baseAddress, CInt(keyBytes.count), $0.baseAddress, $0.count, out, nil)
                }
            }
            precondition(done != nil, "libcrypto lost HMAC")
        }
    }

    /// Whether `tag` is the keyed hash of that message; the time taken does not tell where it differs.
    package static func isHMACSHA256(_ tag: [UInt8], key: [UInt8], of message: [UInt8]) -> Bool {
        let expected = hmacSHA256(key: key, message)
        return tag.count == expected.count && CRYPTO_memcmp(expected, tag, expected.count) == 0
    }

    private static let size = 32

    private static func sized(_ fill: (UnsafeMutablePointer<UInt8>?) -> Void) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            fill(buffer.baseAddress)
            count = size
        }
    }
}

/// Lower-case hexadecimal digits.
package enum Hex {
    /// Two digits a byte.
    package static func text(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count * 2)
        for byte in bytes {
            out.append(digits[Int(byte >> 4)])
            out.append(digits[Int(byte & 15)])
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// The bytes that lower-case digits stand for; nil for any other text.
    package static func bytes(_ text: some StringProtocol) -> [UInt8]? {
        var out: [UInt8] = []
        var high: UInt8?
        for digit in text.utf8 {
            guard let value = value(digit) else { return nil }
            if let first = high { out.append(first << 4 | value) }
            high = high == nil ? value : nil
        }
        return high == nil ? out : nil
    }

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case 0x30...0x39: digit - 0x30
        case 0x61...0x66: digit - 0x61 + 10
        default: nil
        }
    }
}
