import FoundationEssentials
import JSON

/// Files of `Tests/Fixtures`, found from where this source file lies.
package enum Fixture {
    /// The bytes of a file; throws, and so fails the test, when it is missing.
    package static func bytes(_ name: String) throws -> [UInt8] {
        try Array(Data(contentsOf: URL(fileURLWithPath: folder + name)))
    }

    /// A file that holds a JSON document.
    package static func json(_ name: String) throws -> JSONValue {
        try JSONValue.parse(try bytes(name))
    }

    private static let folder: String = {
        let parts = #filePath.split(separator: "/").dropLast(2)
        return "/" + parts.joined(separator: "/") + "/Fixtures/"
    }()
}
