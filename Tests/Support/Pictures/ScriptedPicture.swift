/// Pictures that any decoder takes, of a wanted size in bytes.
package enum ScriptedPicture {
    /// A PNG of about `bytes` bytes, noise in it; stored, not compressed.
    package static func png(bytes: Int) -> [UInt8] {
        let side = max(1, Int((Double(bytes) / 3).squareRoot()))
        var noise: UInt64 = 0x9E37_79B9_7F4A_7C15
        var rows: [UInt8] = []
        rows.reserveCapacity(side * (side * 3 + 1))
        for _ in 0..<side {
            rows.append(0)
            for _ in 0..<(side * 3) {
                noise = noise &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                rows.append(UInt8(truncatingIfNeeded: noise >> 56))
            }
        }
        return file(width: side, height: side, colourType: 2, rows: rows)
    }

    /// A PNG whose pixels are what `pixel` says of column and row: 3 samples, or 4 with alpha; stored, not compressed.
    /// `chunks` stand before the pixels.
    package static func png(
        width: Int, height: Int, chunks: [(name: String, body: [UInt8])] = [], pixel: (Int, Int) -> [UInt8]
    ) -> [UInt8] {
        var rows: [UInt8] = []
        for y in 0..<height {
            rows.append(0)
            for x in 0..<width { rows.append(contentsOf: pixel(x, y)) }
        }
        let colourType: UInt8 = rows.count == height * (1 + width * 4) ? 6 : 2
        return file(width: width, height: height, colourType: colourType, chunks: chunks, rows: rows)
    }

    /// A zlib stream of those bytes, stored.
    package static func zlib(_ data: [UInt8]) -> [UInt8] { stored(data) }

    private static func file(
        width: Int, height: Int, colourType: UInt8, chunks: [(name: String, body: [UInt8])] = [], rows: [UInt8]
    ) -> [UInt8] {
        var png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        append("IHDR", big(width) + big(height) + [8, colourType, 0, 0, 0], to: &png)
        for chunk in chunks { append(chunk.name, chunk.body, to: &png) }
        append("IDAT", stored(rows), to: &png)
        append("IEND", [], to: &png)
        return png
    }

    /// A zlib stream of stored blocks (RFC 1950, RFC 1951 section 3.2.4).
    private static func stored(_ data: [UInt8]) -> [UInt8] {
        var out: [UInt8] = [0x78, 0x01]
        var start = 0
        repeat {
            let count = min(65_535, data.count - start)
            let isLast = start + count == data.count
            let low = UInt8(count & 0xFF)
            let high = UInt8(count >> 8)
            out.append(contentsOf: [isLast ? 1 : 0, low, high, ~low, ~high])
            out.append(contentsOf: data[start..<start + count])
            start += count
        } while start < data.count
        var (a, b): (UInt32, UInt32) = (1, 0)
        data.withUnsafeBufferPointer { bytes in
            for byte in bytes {
                a = (a + UInt32(byte)) % 65_521
                b = (b + a) % 65_521
            }
        }
        return out + big(Int(b << 16 | a))
    }

    private static func append(_ type: String, _ data: [UInt8], to png: inout [UInt8]) {
        let named = Array(type.utf8) + data
        png += big(data.count) + named + big(Int(crc(named)))
    }

    private static func big(_ number: Int) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    }

    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ value >> 1 : value >> 1 }
    }

    private static func crc(_ data: [UInt8]) -> UInt32 {
        data.withUnsafeBufferPointer { bytes in
            table.withUnsafeBufferPointer { table in
                var value: UInt32 = 0xFFFF_FFFF
                for byte in bytes { value = table[Int((value ^ UInt32(byte)) & 0xFF)] ^ value >> 8 }
                return ~value
            }
        }
    }
}
