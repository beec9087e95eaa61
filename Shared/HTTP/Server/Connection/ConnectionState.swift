/// Where a connection stands; a value that knows neither sockets nor time.
struct ConnectionState {
    enum Phase: Equatable {
        /// Nothing of a next request has come. May go to: head, closing, closed.
        case waiting
        /// A part of a head has come. May go to: serving, closing, closed.
        case head
        /// A handler has the request. May go to: waiting, closing, closed.
        case serving(Exchange)
        /// The last answer is complete and on its way out. May go to: lingering, closed.
        case closing
        /// Our side is shut; what still comes is thrown away. May go to: closed.
        case lingering
        case closed
    }

    /// A request and its answer.
    struct Exchange: Equatable {
        var isBodyComplete: Bool
        /// Whether another request may follow.
        var keepsAlive: Bool
    }

    enum EndAction: Equatable {
        /// Read the next request.
        case next
        /// Send what is left, then close.
        case close
        case none
    }

    enum PeerAction: Equatable {
        /// Send what is left, then close without waiting for the peer.
        case closeWhenSent
        /// Cancel the handler and close.
        case abort
        /// The request broke off: answer 400, then close.
        case refuse
        /// More may be in the socket's buffer: read on until its end.
        case readOn
    }

    private(set) var phase = Phase.waiting
    /// The server drains: this request is the last.
    private var isLast = false

    /// Whether bytes of the socket are of any use now.
    var wantsInput: Bool {
        switch phase {
        case .waiting, .head, .lingering: true
        case .serving(let exchange): !exchange.isBodyComplete
        case .closing, .closed: false
        }
    }

    var isClosed: Bool { phase == .closed }
    /// Whether a client is owed something, so that a drain waits for it.
    var isOwed: Bool {
        switch phase {
        case .waiting, .lingering, .closed: false
        case .head, .serving, .closing: true
        }
    }

    /// Whether a handler is at work.
    var isServing: Bool {
        if case .serving = phase { true } else { false }
    }

    /// True for the first byte of a request.
    mutating func bytesCame() -> Bool {
        guard phase == .waiting else { return false }
        phase = .head
        return true
    }

    mutating func headRead(keepsAlive: Bool, hasBody: Bool) {
        precondition(phase == .head || phase == .waiting, "a head in \(phase)")
        phase = .serving(Exchange(isBodyComplete: !hasBody, keepsAlive: keepsAlive && !isLast))
    }

    mutating func bodyEnded() {
        guard case .serving(var exchange) = phase else { return }
        exchange.isBodyComplete = true
        phase = .serving(exchange)
    }

    /// Whether another request may follow, for the answer's Connection field. A body that is not all here by now would
    /// have to be read to find the next request: the connection ends instead.
    mutating func answerBegins(canStay: Bool) -> Bool {
        guard case .serving(var exchange) = phase else { return false }
        exchange.keepsAlive = exchange.keepsAlive && canStay && exchange.isBodyComplete && !isLast
        phase = .serving(exchange)
        return exchange.keepsAlive
    }

    /// The whole answer is queued; `isWhole` is false when its producer gave up midway.
    mutating func answerEnded(isWhole: Bool) -> EndAction {
        guard case .serving(let exchange) = phase else { return .none }
        // An answer that began before the drain promised more; still it is owed until it is sent.
        if isWhole, exchange.keepsAlive, !isLast {
            phase = .waiting
            return .next
        }
        phase = .closing
        return .close
    }

    /// The peer sends no more. `atEnd`: all it sent has been read.
    func peerClosed(atEnd: Bool) -> PeerAction {
        switch phase {
        case .waiting: atEnd ? .closeWhenSent : .readOn
        case .head: atEnd ? .refuse : .readOn
        case .serving(let exchange): exchange.isBodyComplete || atEnd ? .abort : .readOn
        case .closing, .lingering: .closeWhenSent
        case .closed: .closeWhenSent
        }
    }

    /// The server drains. True: close at once, nobody is owed anything.
    mutating func drain() -> Bool {
        isLast = true
        return !isOwed
    }

    /// What the answer refuses cannot be read on: the connection ends after it.
    mutating func refused() {
        guard phase != .closed else { return }
        phase = .closing
    }

    mutating func sent() {
        if phase == .closing { phase = .lingering }
    }

    mutating func closed() { phase = .closed }
}
