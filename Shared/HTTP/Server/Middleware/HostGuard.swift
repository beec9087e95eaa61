import HTTPCore

/// For a server without credentials: only this machine's own pages and programs may use it.
///
/// A page whose name was pointed at 127.0.0.1 (DNS rebinding) comes with its own name in Host: refused. A page of
/// another origin that changes something comes with its Origin: refused.
package struct HostGuard: Filter {
    /// A name by which others may ask for what they were given the address of, and nothing else.
    package struct PublicHost: Sendable {
        let host: String
        let isAllowed: @Sendable (RequestHead) -> Bool

        /// `host` in lower case and without port; `isAllowed` tells by what the request carries itself, such as a
        /// signed address.
        package init(_ host: String, isAllowed: @escaping @Sendable (RequestHead) -> Bool) {
            self.host = host
            self.isAllowed = isAllowed
        }
    }

    private let extraHosts: Set<String>
    private let origins: [String]
    private let takesAnyHost: Bool
    private let publicHost: PublicHost?

    /// Loopback names are allowed, and `extraHosts`, in lower case and without port. Pages of `origins`, as browsers
    /// write them, may change things as well. With `takesAnyHost` the server answers to every name, and only pages of
    /// the very host that was asked, of this machine or of `origins` may change things.
    package init(
        extraHosts: Set<String> = [], origins: [String] = [], takesAnyHost: Bool = false, publicHost: PublicHost? = nil
    ) {
        self.extraHosts = extraHosts
        self.origins = origins
        self.takesAnyHost = takesAnyHost
        self.publicHost = publicHost
    }

    package func before(_ request: inout ServerRequest, _ context: RequestContext) throws -> ServerResponse? {
        let authority = request.fields["Host"] ?? ""
        guard
            takesAnyHost || Authority.isPlainlyLoopback(authority) || isAllowed(Authority.host(authority[...]))
                || isPublic(request.head, authority)
        else { throw HTTPServerError.hostNotAllowed }
        if Self.changes(request.method), let origin = request.fields["Origin"] { try check(origin, authority) }
        return nil
    }

    private func check(_ text: String, _ authority: String) throws(HTTPServerError) {
        if origins.contains(text) { return }
        guard let origin = WebOrigin(text) else { throw .originNotAllowed }
        let isSameHost = takesAnyHost && HTTPFields.same(String(origin.authority), authority)
        guard isSameHost || isAllowed(origin.host) else { throw .originNotAllowed }
    }

    private func isPublic(_ head: RequestHead, _ authority: String) -> Bool {
        guard let publicHost, Authority.host(authority[...]) == publicHost.host else { return false }
        return publicHost.isAllowed(head)
    }

    private func isAllowed(_ host: String) -> Bool {
        Authority.isLoopback(host) || extraHosts.contains(host)
    }

    private static func changes(_ method: HTTPMethod) -> Bool {
        method == .post || method == .put || method == .patch || method == .delete
    }
}
