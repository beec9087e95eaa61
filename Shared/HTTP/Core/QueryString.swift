/// The parameters of a query, decoded (WHATWG URL, section 5.1, but a broken escape is an error).
package struct QueryString: Sendable {
    /// One parameter; without `=` the value is empty.
    package struct Item: Sendable, Equatable {
        package let name: String
        package let value: String
    }

    /// In the order of the text.
    package let items: [Item]

    /// Reads what stands behind `?`; nil if an escape is broken or not UTF-8.
    package init?(_ query: Substring?) {
        var items: [Item] = []
        for part in (query ?? "").split(separator: "&") {
            let halves = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = PercentEncoding.decode(halves[0], plusIsSpace: true),
                let value = PercentEncoding.decode(halves.count > 1 ? halves[1] : "", plusIsSpace: true)
            else { return nil }
            items.append(Item(name: name, value: value))
        }
        self.items = items
    }

    /// The first value of that name.
    package subscript(name: String) -> String? { items.first { $0.name == name }?.value }

    /// Every value of that name, in order.
    package func values(_ name: String) -> [String] { items.filter { $0.name == name }.map(\.value) }
}
