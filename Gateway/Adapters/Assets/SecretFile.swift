import GatewayCore
import Glibc
import Lifecycle
import Signing

/// `DATA_DIR/secret`: the key of signed addresses, made once and never shown. 64 hex digits, readable by its owner only.
package struct SecretFile: Sendable {
    private let folder: AssetFolder
    private let path: String
    private let threads: BlockingThreads

    /// Bytes of the secret.
    private static let size = 32

    /// The secret under `data`; touches nothing yet.
    package init(data: String, threads: BlockingThreads, disk: any AssetDisk = SystemDisk()) {
        folder = AssetFolder(data: data, disk: disk)
        path = (data.isEmpty ? "." : data) + "/secret"
        self.threads = threads
    }

    /// A file that is there and holds something else.
    package struct Unusable: Error, CustomStringConvertible {
        package let description =
            "DATA_DIR: the file `secret` does not hold 64 hex digits; put it right, or remove it: a new one is made, "
            + "and the addresses given out so far end"
    }

    /// The secret; nil when none was made yet.
    /// - Throws: `AssetError`, `Unusable`.
    package func load() async throws -> [UInt8]? {
        try await threads.run { [self] in try read() }
    }

    /// The secret, made if there is none. Of several processes that make one at once all get the same.
    /// - Throws: `AssetError`, `Unusable`.
    package func loadOrMake() async throws -> [UInt8] {
        try await threads.run { [self] in
            if let known = try read() { return known }
            try make()
            guard let made = try read() else { throw AssetError.io(call: "open", code: ENOENT) }
            return made
        }
    }

    private func read() throws -> [UInt8]? {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard file >= 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw AssetError.failed("open")
        }
        defer { close(file) }
        // A copy that was made by hand may be open to all.
        fchmod(file, 0o600)
        var text = [UInt8](repeating: 0, count: 4 * Self.size)
        let count = Glibc.read(file, &text, text.count)
        guard count >= 0 else { throw AssetError.failed("read") }
        let digits = String(decoding: text[..<count], as: UTF8.self).split(separator: "\n").first ?? ""
        guard digits.utf8.count == 2 * Self.size, let secret = Hex.bytes(digits) else { throw Unusable() }
        return secret
    }

    /// Whole under another name first, so that nobody ever reads half of it.
    private func make() throws(AssetError) {
        var random = SystemRandomNumberGenerator()
        let secret = (0..<Self.size).map { _ in UInt8.random(in: .min ... .max, using: &random) }
        let partial = try folder.partial()
        defer { partial.discard() }
        try partial.write(Array((Hex.text(secret) + "\n").utf8))
        try partial.sync()
        // Where another was quicker, its secret stays.
        _ = try folder.disk.link(partial.path, to: path)
        try folder.disk.syncFolder(folder.data)
    }
}
