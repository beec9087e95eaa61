import HTTPCore

/// A request as a handler gets it: the head is whole, the body still arrives.
///
/// One word with the parts behind it: every function that waits keeps copies of it in its frame.
package struct ServerRequest: Sendable {
    private var parts: Parts

    private final class Parts: Sendable {
        let head: RequestHead
        let body: RequestBody
        let peer: PeerAddress

        init(_ head: RequestHead, _ body: RequestBody, _ peer: PeerAddress) {
            self.head = head
            self.body = body
            self.peer = peer
        }
    }

    /// A request of those parts.
    package init(head: RequestHead, body: RequestBody, peer: PeerAddress) {
        parts = Parts(head, body, peer)
    }

    /// Start line and fields; setting makes this value differ from its copies.
    package var head: RequestHead {
        get { parts.head }
        set { parts = Parts(newValue, parts.body, parts.peer) }
    }

    package var body: RequestBody { parts.body }
    package var peer: PeerAddress { parts.peer }
    package var method: HTTPMethod { parts.head.method }
    package var fields: HTTPFields { parts.head.fields }
}
