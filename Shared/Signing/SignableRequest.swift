/// A request as the signature sees it; nothing in it is encoded yet.
package struct SignableRequest: Sendable {
    /// A header field or a parameter of the query.
    package struct Pair: Sendable, Equatable {
        package let name: String
        package let value: String

        /// That name and value.
        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    package var method: String
    /// As in the Host field, with the port where there is one.
    package var host: String
    package var path: String
    package var query: [Pair]
    /// Fields besides Host that are sent.
    package var fields: [Pair]
    /// The exact bytes that are sent.
    package var body: [UInt8]

    /// A request of those parts.
    package init(
        method: String, host: String, path: String = "/", query: [Pair] = [], fields: [Pair] = [], body: [UInt8] = []
    ) {
        self.method = method
        self.host = host
        self.path = path
        self.query = query
        self.fields = fields
        self.body = body
    }

    /// The first value of that field, without regard to ASCII case.
    package func field(_ name: String) -> String? {
        fields.first { $0.name.lowercased() == name.lowercased() }?.value
    }
}
