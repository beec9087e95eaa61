/// An HTTP request method (RFC 9110 section 9), case-sensitive.
package struct HTTPMethod: Hashable, Sendable, CustomStringConvertible {
    /// The token as it stands on the wire.
    package let name: String

    /// Takes the token as it is; the parser has checked its characters.
    package init(_ name: String) { self.name = name }

    package var description: String { name }

    package static let get = HTTPMethod("GET")
    package static let head = HTTPMethod("HEAD")
    package static let post = HTTPMethod("POST")
    package static let put = HTTPMethod("PUT")
    package static let patch = HTTPMethod("PATCH")
    package static let delete = HTTPMethod("DELETE")
    package static let options = HTTPMethod("OPTIONS")
}
