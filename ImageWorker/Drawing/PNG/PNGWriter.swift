import CZlib

/// Writes pixels as a PNG of 8-bit RGB without any time stamp or text, so that equal pixels are equal bytes.
/// Every row is filtered by "up": a drawing's rows resemble the one above, which zlib's fastest level packs well.
struct PNGWriter {
    private var file: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    /// `pixels` are 4 bytes each: blue, green, red, unused.
    static func encode(
        _ pixels: UnsafeBufferPointer<UInt8>, stride: Int, width: Int, height: Int
    ) throws(DrawingError) -> [UInt8] {
        var writer = PNGWriter()
        // Depth 8, colour type 2 (RGB), the only compression and filter methods, no interlace (RFC 2083, 4.1.1).
        writer.chunk("IHDR", bigEndian(UInt32(width)) + bigEndian(UInt32(height)) + [8, 2, 0, 0, 0])
        writer.chunk("IDAT", try packed(pixels, stride: stride, width: width, height: height))
        writer.chunk("IEND", [])
        return writer.file
    }

    private mutating func chunk(_ name: StaticString, _ body: [UInt8]) {
        file.append(contentsOf: Self.bigEndian(UInt32(body.count)))
        let start = file.count
        file.append(contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: 4))
        file.append(contentsOf: body)
        let check = file.withUnsafeBufferPointer { bytes in
            crc32_z(0, bytes.baseAddress.map { $0 + start }, bytes.count - start)
        }
        file.append(contentsOf: Self.bigEndian(UInt32(check)))
    }

    private static func bigEndian(_ value: UInt32) -> [UInt8] {
        [UInt8(value >> 24), UInt8(value >> 16 & 255), UInt8(value >> 8 & 255), UInt8(value & 255)]
    }

    private static func packed(
        _ pixels: UnsafeBufferPointer<UInt8>, stride: Int, width: Int, height: Int
    ) throws(DrawingError) -> [UInt8] {
        var deflater = try Deflater(rowBytes: 1 + width * 3, rows: height)
        var row = [UInt8](repeating: 0, count: 1 + width * 3)
        row[0] = 2
        for y in 0..<height {
            filter(pixels, at: y * stride, above: y == 0 ? nil : (y - 1) * stride, width: width, into: &row)
            try deflater.take(&row, last: y == height - 1)
        }
        return deflater.finish()
    }

    private static func filter(
        _ pixels: UnsafeBufferPointer<UInt8>, at start: Int, above: Int?, width: Int, into row: inout [UInt8]
    ) {
        guard let base = pixels.baseAddress else { return }
        row.withUnsafeMutableBufferPointer { out in
            guard var target = out.baseAddress.map({ $0 + 1 }) else { return }
            var source = base + start
            var upper = base + (above ?? start)
            let keep: UInt8 = above == nil ? 0 : 255
            for _ in 0..<width {
                target[0] = source[2] &- (upper[2] & keep)
                target[1] = source[1] &- (upper[1] & keep)
                target[2] = source[0] &- (upper[0] & keep)
                target += 3
                source += 4
                upper += 4
            }
        }
    }
}
