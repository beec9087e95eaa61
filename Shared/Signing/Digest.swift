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
}
