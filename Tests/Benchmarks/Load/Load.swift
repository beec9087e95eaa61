/// What to ask of a server, how often and how fast.
struct Load {
    enum Pace {
        /// That many connections ask again and again on the same connection for that long.
        case closedLoop(connections: Int, lasting: Duration)
        /// That many connections ask until `requests` have been answered.
        case fixed(connections: Int, requests: Int)
        /// That many requests, each on a connection of its own, begun evenly over that time.
        case arrivals(requests: Int, within: Duration)
    }

    let port: Int
    let pace: Pace
    /// The bytes of the `n`th request.
    let request: (Int) -> [UInt8]
    /// A request that has no answer by then has failed.
    var limit = Duration.seconds(120)
    /// Called once when all connections of `arrivals` have been opened and sent: the moment when all wait.
    var whenAllSent: () -> Void = {}

    /// A JSON post.
    static func post(_ path: String, _ body: String, accept: String = "application/json") -> [UInt8] {
        let head =
            "POST \(path) HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAccept: \(accept)\r\n"
            + "Content-Length: \(body.utf8.count)\r\n\r\n"
        return Array(head.utf8) + Array(body.utf8)
    }
}

/// One request and its answer.
struct Exchange {
    let index: Int
    let began: ContinuousClock.Instant
    var ended: ContinuousClock.Instant
    var status: Int
    var bodyBytes: Int

    var isGood: Bool { status == 200 }
    var seconds: Double { (ended - began) / .seconds(1) }
}
