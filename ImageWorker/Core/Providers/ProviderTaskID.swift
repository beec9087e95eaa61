/// The provider's own id of an accepted task; text always, for Jimeng's has 19 digits and fits no double.
package struct ProviderTaskID: Hashable, Sendable, CustomStringConvertible {
    package let text: String

    /// Takes the text as it is.
    package init(_ text: String) { self.text = text }

    package var description: String { text }
}
