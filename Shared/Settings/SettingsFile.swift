import Glibc

/// Small files that settings come from.
enum SettingsFile {
    enum Content: Equatable {
        case absent
        case bytes([UInt8])
        /// In words, to stand after "cannot be read:".
        case unreadable(String)
    }

    /// Reads a regular file of at most `limit` bytes.
    static func read(_ path: String, limit: Int) -> Content {
        // Not blocking: a pipe without a writer must not hold the start.
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else {
            return errno == ENOENT || errno == ENOTDIR ? .absent : .unreadable(String(cString: strerror(errno)))
        }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return .unreadable("not a file") }
        guard status.st_size <= limit else { return .unreadable("larger than \(ByteCount.text(limit))") }
        return readAll(file, limit: limit)
    }

    private static func readAll(_ file: Int32, limit: Int) -> Content {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = Glibc.read(file, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { return .unreadable(String(cString: strerror(errno))) }
            if count == 0 { return .bytes(bytes) }
            bytes += chunk[..<count]
            if bytes.count > limit { return .unreadable("larger than \(ByteCount.text(limit))") }
        }
    }
}
