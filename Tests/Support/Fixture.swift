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

    /// The bytes of a file of the package, by its path from the top.
    package static func bytes(inPackage path: String) throws -> [UInt8] {
        try Array(Data(contentsOf: URL(fileURLWithPath: package + path)))
    }

    private static let package: String = {
        let parts = #filePath.split(separator: "/").dropLast(3)
        return "/" + parts.joined(separator: "/") + "/"
    }()

    private static var folder: String { package + "Tests/Fixtures/" }
}
