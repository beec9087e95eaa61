import CCrypto

/// SHA-256 of bytes that come piece by piece.
///
/// Not Sendable: whoever feeds it keeps it to one thread at a time.
package final class RunningDigest {
    // "EVP_MD_CTX_free() cleans up digest context ctx and frees up the space allocated to it": in deinit.
    private let context: OpaquePointer

    /// Nothing is hashed yet.
    package init() {
        guard let context = EVP_MD_CTX_new(), EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else {
            preconditionFailure("libcrypto lost SHA-256")
        }
        self.context = context
    }

    deinit { EVP_MD_CTX_free(context) }

    /// Takes the next bytes.
    package func update(_ bytes: [UInt8]) {
        let done = bytes.withUnsafeBytes { EVP_DigestUpdate(context, $0.baseAddress, $0.count) }
        precondition(done == 1, "libcrypto lost SHA-256")
    }

    /// The 32 bytes of the hash; call it once, at the end.
    package func finish() -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 32) { buffer, count in
            let done = EVP_DigestFinal_ex(context, buffer.baseAddress, nil)
            precondition(done == 1, "libcrypto lost SHA-256")
            count = 32
        }
    }
}
