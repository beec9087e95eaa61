/// Keeps requests to addresses that came from outside off this machine and its networks.
///
/// It looks at the address that is really connected to, so neither a name that points inward nor an odd way of writing
/// an address gets through.
package struct AddressGuard: Sendable, Equatable {
    /// A host, with its port if only that one is meant.
    package struct Host: Sendable, Hashable {
        let name: String
        let port: Int?

        /// Reads `host`, `host:port`, `[v6]` or `[v6]:port`; nil if it is none of them.
        package init?(_ text: String) {
            guard let url = ClientURL("http://" + text), url.path == "/" else { return nil }
            name = url.host
            port = url.hasPort ? url.port : nil
        }

        /// The host of that http(s) address, at its port alone, also where the address leaves it to the scheme.
        package init?(ofOrigin address: String) {
            guard let url = ClientURL(address) else { return nil }
            (name, port) = (url.host, url.port)
        }
    }

    /// Hosts that may be anywhere: a provider's own origin, or what the operator allows.
    package let exempt: [Host]

    /// Refuses every address that is not public, but for these hosts.
    package init(exempt: [Host] = []) { self.exempt = exempt }

    func exempts(_ url: ClientURL) -> Bool {
        exempt.contains { $0.name == url.host && ($0.port == nil || $0.port == url.port) }
    }
}
