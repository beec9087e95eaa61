/// The text over which both sides compute the signature (Signature Version 4, shared by its dialects).
package struct CanonicalRequest: Sendable, Equatable {
    package let text: String
    /// Lower-cased names in the order in which they were signed, joined by `;`.
    package let signedHeaders: String

    /// Puts the parts together.
    ///
    /// `path` is encoded already, as the dialect wants it. `fields` are in the order of signing: a signer sorts them, a
    /// verifier takes the order of `SignedHeaders`, for some official samples do not sort.
    package init(
        method: String, path: String, query: [SignableRequest.Pair], fields: [SignableRequest.Pair], bodyHash: String
    ) {
        signedHeaders = fields.map { $0.name.lowercased() }.joined(separator: ";")
        let lines = fields.map { "\($0.name.lowercased()):\(Self.trimmed($0.value))\n" }.joined()
        text = [method, path, Self.query(query), lines, signedHeaders, bodyHash].joined(separator: "\n")
    }

    /// Sorted by the raw name, byte by byte; repeated names keep their order.
    static func query(_ pairs: [SignableRequest.Pair]) -> String {
        pairs.enumerated()
            .sorted { a, b in
                let (x, y) = (Array(a.element.name.utf8), Array(b.element.name.utf8))
                return x == y ? a.offset < b.offset : x.lexicographicallyPrecedes(y)
            }
            .map { PercentEncoding.component($0.element.name) + "=" + PercentEncoding.component($0.element.value) }
            .joined(separator: "&")
    }

    private static func trimmed(_ value: String) -> String {
        var rest = Substring(value)
        while let first = rest.first, first == " " || first == "\t" { rest.removeFirst() }
        while let last = rest.last, last == " " || last == "\t" { rest.removeLast() }
        return String(rest)
    }
}
