import FoundationEssentials
import Glibc

/// A folder of its own, removed with all in it when this value goes.
package final class TemporaryFolder: Sendable {
    package let path: String

    /// Makes a new empty folder.
    package init() throws {
        var template = Array("/tmp/script-to-frame-test-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw NeverHappened(what: "a temporary folder") }
        path = template.withUnsafeBufferPointer { String(decoding: $0.dropLast().map(UInt8.init), as: UTF8.self) }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Writes a file into the folder and gives its path.
    @discardableResult
    package func write(_ name: String, _ content: String) throws -> String {
        try write(name, Array(content.utf8))
    }

    /// Writes a file of any bytes.
    @discardableResult
    package func write(_ name: String, _ content: [UInt8]) throws -> String {
        let file = path + "/" + name
        try Data(content).write(to: URL(fileURLWithPath: file))
        return file
    }
}
