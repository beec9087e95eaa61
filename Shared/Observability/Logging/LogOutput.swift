import Glibc

/// One descriptor that lines are written to. Given up when its reader is gone; a full disk is tried again next time.
struct LogOutput: Sendable {
    private let descriptor: Int32
    private let isOurs: Bool
    private var gone = false

    /// Writes to the caller's descriptor.
    init(descriptor: Int32) {
        self.descriptor = descriptor
        isOurs = false
    }

    init(appendingTo path: String) throws(LogSinkError) {
        descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o640)
        guard descriptor >= 0 else { throw .cannotOpen(path: path, errno: errno) }
        isOurs = true
    }

    func close() {
        if isOurs { _ = Glibc.close(descriptor) }
    }

    mutating func write(_ bytes: UnsafeRawBufferPointer) {
        var rest = bytes
        while !gone, !rest.isEmpty {
            let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
            if count > 0 {
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            } else if !canGoOn(after: errno) {
                return
            }
        }
    }

    private mutating func canGoOn(after code: Int32) -> Bool {
        switch code {
        case EINTR: return true
        case EAGAIN:
            var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
            poll(&waiting, 1, 1000)
            return true
        case ENOSPC, EDQUOT, EFBIG: return false
        default:
            gone = true
            return false
        }
    }
}
