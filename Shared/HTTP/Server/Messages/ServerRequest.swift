import HTTPCore

/// A request as a handler gets it: the head is whole, the body still arrives.
package struct ServerRequest: Sendable {
    package var head: RequestHead
    package let body: RequestBody
    package let peer: PeerAddress

    /// A request of those parts.
    package init(head: RequestHead, body: RequestBody, peer: PeerAddress) {
        self.head = head
        self.body = body
        self.peer = peer
    }

    package var method: HTTPMethod { head.method }
    package var fields: HTTPFields { head.fields }
}
