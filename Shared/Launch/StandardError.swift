import Glibc

/// Text for the person at the terminal: standard output carries results and the log.
package enum StandardError {
    /// Writes the text and a line end; what cannot be written is lost, there is nobody to tell.
    package static func print(_ text: String) { write(text + "\n", to: STDERR_FILENO) }
}

/// Results for the person at the terminal.
package enum StandardOutput {
    /// Writes the text as it is.
    package static func print(_ text: String) { write(text, to: STDOUT_FILENO) }
}

private func write(_ text: String, to descriptor: CInt) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
        let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else { return }
        bytes = bytes.dropFirst(count)
    }
}
