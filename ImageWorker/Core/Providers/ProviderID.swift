/// The name of a provider as requests, settings and answers write it, e.g. `jimeng`.
///
/// Each provider's folder adds its own as a static member, so that a new provider touches nothing here.
package struct ProviderID: Hashable, Sendable, CustomStringConvertible {
    package let name: String

    /// Takes the name as it is.
    package init(_ name: String) { self.name = name }

    package var description: String { name }

    /// Draws a panel here and costs nothing; serves when nothing else is configured.
    package static let sketch = ProviderID("sketch")
}
