/// What both processes say of themselves.
package enum Product {
    /// Semantic version of both programs; they are released together.
    package static let version = "0.1.0"
}
