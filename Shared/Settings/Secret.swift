/// A key, password or token. Every way of printing it shows dots; only `reveal()` gives it.
package struct Secret: Sendable, Equatable {
    private let text: String

    package init(_ text: String) {
        self.text = text
    }

    /// The secret itself, for the wire. Never for a log, an error or an answer.
    package func reveal() -> String { text }

    /// Whether `candidate` is the secret; takes as long for a near miss as for a far one.
    package func matches(_ candidate: some StringProtocol) -> Bool {
        let mine = Array(text.utf8)
        let other = Array(candidate.utf8)
        var difference = mine.count ^ other.count
        for index in other.indices {
            difference |= Int(other[index] ^ (mine.isEmpty ? 0 : mine[index % mine.count]))
        }
        return difference == 0
    }

    package static func == (one: Secret, other: Secret) -> Bool {
        one.matches(other.text)
    }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "•••" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
