/// The chunked transfer coding, as it is sent (RFC 9112 section 7.1).
package enum ChunkedEncoding {
    /// What ends a body.
    package static let end: [UInt8] = Array("0\r\n\r\n".utf8)

    /// Adds one chunk; an empty one is left out, since it would end the body.
    package static func append(_ bytes: [UInt8], to out: inout [UInt8]) {
        guard !bytes.isEmpty else { return }
        out.append(contentsOf: prefix(bytes.count))
        out.append(contentsOf: bytes)
        out.appendLineEnd()
    }

    /// The line before a chunk of `count` bytes; after the chunk comes a line end.
    package static func prefix(_ count: Int) -> [UInt8] {
        Array((String(count, radix: 16) + "\r\n").utf8)
    }
}
