import Glibc

/// Bytes of a form that came and are not read yet, and where lines and boundaries are among them.
struct MultipartBuffer: Sendable {
    private let delimiter: [UInt8]
    private var bytes: [UInt8]
    /// Read up to here.
    private var start = 0
    /// No line end before here.
    private var searched = 0

    /// A body may begin with its first boundary: two bytes stand before it, as if a line had ended.
    init(_ boundary: MultipartBoundary) {
        delimiter = boundary.delimiter
        bytes = [0x0D, 0x0A]
    }

    /// Bytes that `init` put before the body.
    static let before = 2

    var count: Int { bytes.count - start }

    /// Whether the next bytes are the boundary's line, without a line end before it; nil: more must come first.
    var beginsWithBoundary: Bool? {
        let line = delimiter.dropFirst(2)
        let size = min(count, line.count)
        guard bytes[start..<start + size].elementsEqual(line.prefix(size)) else { return false }
        return size == line.count ? true : nil
    }

    /// How many of the next bytes are before a boundary, and whether it has come whole. What could be its beginning is
    /// not counted.
    var content: (size: Int, isEnded: Bool) {
        bytes.withUnsafeBytes { all in
            guard let base = all.baseAddress else { return (0, false) }
            var at = start
            while at < all.count, let found = memchr(base + at, 0x0D, all.count - at) {
                let place = UnsafeRawPointer(found) - base
                let size = min(all.count - place, delimiter.count)
                if memcmp(base + place, delimiter, size) == 0 { return (place - start, size == delimiter.count) }
                at = place + 1
            }
            return (all.count - start, false)
        }
    }

    /// The byte at that place, counted from the next one; nil if it has not come.
    func peek(_ offset: Int) -> UInt8? { offset < count ? bytes[start + offset] : nil }

    mutating func append(_ more: ArraySlice<UInt8>) {
        bytes.removeSubrange(0..<start)
        searched = max(0, searched - start)
        start = 0
        bytes.append(contentsOf: more)
    }

    mutating func skip(_ count: Int) {
        start += count
        searched = max(searched, start)
    }

    mutating func skipBoundary() { skip(delimiter.count) }

    mutating func take(_ count: Int) -> [UInt8] {
        let piece = Array(bytes[start..<start + count])
        skip(count)
        return piece
    }

    mutating func forgetAll() {
        bytes = []
        (start, searched) = (0, 0)
    }

    /// Reads a line end after at most `padding` blanks; false if it has not come whole.
    mutating func skipLineEnd(padding: Int) throws(MultipartFault) -> Bool {
        var size = 0
        while let byte = peek(size), byte.isBlank { size += 1 }
        guard size <= padding else { throw .badBoundaryLine }
        guard let byte = peek(size) else { return false }
        guard byte == 0x0D else { throw byte == 0x0A ? .bareLineFeed : .badBoundaryLine }
        guard let feed = peek(size + 1) else { return false }
        guard feed == 0x0A else { throw .badBoundaryLine }
        skip(size + 2)
        return true
    }

    /// What `read` makes of the next line without its line end; nil if it has not come whole. `limit` counts the line
    /// end too.
    mutating func readLine<Result>(
        _ limit: Int, _ read: (ByteRun) throws(MultipartFault) -> Result
    ) throws(MultipartFault) -> Result? {
        guard let feed = nextLineFeed() else {
            searched = bytes.count
            guard count <= limit else { throw .headerTooLarge }
            return nil
        }
        let line = start
        guard feed + 1 - line <= limit else { throw .headerTooLarge }
        guard feed > line, bytes[feed - 1] == 0x0D else { throw .bareLineFeed }
        skip(feed + 1 - line)
        return try bytes.withUnsafeBufferPointer { (all) throws(MultipartFault) in try read(all.run(line..<feed - 1)) }
    }

    private func nextLineFeed() -> Int? {
        bytes.withUnsafeBytes { all in
            guard let base = all.baseAddress, searched < all.count,
                let found = memchr(base + searched, 0x0A, all.count - searched)
            else { return nil }
            return UnsafeRawPointer(found) - base
        }
    }
}
