import Glibc

/// Whole files in and out of memory.
enum FileBytes {
    /// Writes all bytes to an open file.
    static func write(_ bytes: [UInt8], _ file: CInt) throws(SpoolError) {
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress.map { $0 + done }, $0.count - done) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw .failed("write") }
            done += count
        }
    }

    /// Reads `count` bytes of an open file; fewer are an error.
    static func read(_ file: CInt, count: Int) throws(SpoolError) -> [UInt8] {
        var done = 0
        var failure: SpoolError?
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            while done < count, failure == nil {
                let some = Glibc.read(file, buffer.baseAddress.map { $0 + done }, count - done)
                if some < 0, errno == EINTR { continue }
                if some > 0 { done += some } else { failure = some == 0 ? .io(call: "read", code: 0) : .failed("read") }
            }
            initialized = done
        }
        if let failure { throw failure }
        return bytes
    }
}

extension SpoolError {
    /// What the system has just said of that call.
    static func failed(_ call: String) -> SpoolError {
        switch errno {
        case ENOSPC, EDQUOT, EFBIG: .full
        case let code: .io(call: call, code: code)
        }
    }
}
