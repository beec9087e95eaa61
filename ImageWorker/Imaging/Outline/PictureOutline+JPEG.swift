import Glibc

// ITU-T T.81, annex B: segments and scans up to the end of image.
extension PictureOutline {
    static func jpeg(_ file: OutlineReader) throws(ImagingError) -> PictureOutline {
        var at = 2
        var outline = PictureOutline(end: 0, pixelBytes: 0, isHeldWhole: false)
        while true {
            let marker = try nextMarker(file, &at)
            if isAlone(marker) { continue }
            if marker == endOfImage { break }
            if progressiveFrames.contains(marker) { outline.isHeldWhole = true }
            at = try file.end(of: at, max(2, try file.big16(at)))
            if marker == startOfScan {
                let start = at
                try skipScan(file, &at)
                outline.pixelBytes += at - start
            }
        }
        guard outline.pixelBytes > 0 else { throw .torn("a JPEG without a scan") }
        outline.end = at
        return outline
    }

    private static let startOfScan = 0xDA
    private static let endOfImage = 0xD9
    /// Frames of several scans, of which a decoder keeps all coefficients.
    private static let progressiveFrames: Set = [0xC2, 0xC6, 0xCA, 0xCE]

    /// Markers without a segment behind them: restarts, TEM, and a zero that follows data.
    private static func isAlone(_ marker: Int) -> Bool { (0xD0...0xD7).contains(marker) || marker == 1 || marker == 0 }

    /// The code of the next marker, `at` behind it. Bytes between segments are passed over, as decoders do.
    private static func nextMarker(_ file: OutlineReader, _ at: inout Int) throws(ImagingError) -> Int {
        try skipToMarker(file, &at)
        while try file.byte(at) == 0xFF { at += 1 }
        defer { at += 1 }
        return try file.byte(at)
    }

    /// To the marker that ends the scan: stuffed zeros and restarts are part of it (section B.1.1.5).
    private static func skipScan(_ file: OutlineReader, _ at: inout Int) throws(ImagingError) {
        while true {
            try skipToMarker(file, &at)
            let next = try file.byte(at + 1)
            guard isAlone(next) || next == 0xFF else { return }
            at += next == 0xFF ? 1 : 2
        }
    }

    private static func skipToMarker(_ file: OutlineReader, _ at: inout Int) throws(ImagingError) {
        guard at < file.count, let base = file.bytes.baseAddress,
            let found = memchr(base + at, 0xFF, file.count - at)
        else { throw .torn("a JPEG without an end of image") }
        at = UnsafeRawPointer(base).distance(to: found)
    }
}
