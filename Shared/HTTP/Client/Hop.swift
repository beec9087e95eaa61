import HTTPCore

/// A request on its way through redirects. An object, so that a waiting exchange has it once.
final class Hop: Sendable {
    let request: ClientRequest
    let url: ClientURL
    /// One for all hops.
    let deadline: ContinuousClock.Instant?
    private let left: Int

    convenience init(_ request: ClientRequest) throws(HTTPClientError) {
        guard let url = ClientURL(request.url) else { throw .invalidRequest("no http or https address") }
        self.init(
            request: request, url: url, deadline: request.deadline.map { .now + $0 }, left: request.followRedirects)
    }

    private init(request: ClientRequest, url: ClientURL, deadline: ContinuousClock.Instant?, left: Int) {
        self.request = request
        self.url = url
        self.deadline = deadline
        self.left = left
    }

    /// Other methods than GET and HEAD never follow: what was sent once is not sent elsewhere.
    func follows(_ head: ResponseHead) -> Bool {
        guard request.followRedirects > 0, request.method == .get || request.method == .head else { return false }
        return [301, 302, 303, 307, 308].contains(head.status.code) && head.fields["location"] != nil
    }

    /// The next hop. To another origin only harmless fields go along, and the address is one from outside.
    func following(_ head: ResponseHead) throws(HTTPClientError) -> Hop {
        guard left > 0 else { throw .redirectRefused("more than \(request.followRedirects) redirects") }
        guard let next = head.fields["location"].flatMap({ url.resolving($0) }) else {
            throw .redirectRefused("a redirect to no http or https address")
        }
        var request = request
        if !next.hasSameOrigin(as: url) {
            let harmless = ["accept", "accept-language", "range", "user-agent"]
            request.fields = HTTPFields(
                request.fields.all.filter { field in harmless.contains { HTTPFields.same($0, field.name) } })
            if case .configured = request.trust { request.trust = .guarded(AddressGuard()) }
        }
        return Hop(request: request, url: next, deadline: deadline, left: left - 1)
    }
}
