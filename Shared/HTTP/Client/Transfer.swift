import CCurl
import EventLoop
import HTTPCore

/// One request on its way, from `start` until it is finished, failed or dropped.
///
/// `Transfer+Start` puts it on the wire, `Transfer+Callbacks` is what libcurl calls, `Transfer+Reading` and
/// `Transfer+Sending` are the caller's side, `Transfer+Timeouts` its clocks.
final class Transfer: @unchecked Sendable {
    // @unchecked: everything that changes is touched on the loop's thread only.
    enum Phase {
        /// Before libcurl knows of it.
        case preparing
        case running
        /// Nil: the answer came whole.
        case finished(HTTPClientError?)
    }

    typealias HeadAnswer = Result<ResponseHead, HTTPClientError>
    typealias ChunkAnswer = Result<[UInt8]?, HTTPClientError>

    private let hop: Hop
    let core: ClientCore

    var phase = Phase.preparing
    var easy: EasyHandle?
    /// The pool that it runs in.
    var pool: TransferPool?
    /// Whether new connections are held against the guard.
    var isGuarded = false
    /// How often libcurl has begun to send the request.
    var sends = 0
    /// What a callback found wrong before it stopped libcurl.
    var fault: HTTPClientError?

    var headReader: ResponseHeadReader
    var body: BodyBuffer
    var upload = UploadBuffer()
    var head: ResponseHead?
    var declaredLength: Int?
    var headWaiter: CheckedContinuation<HeadAnswer, Never>?
    var chunkWaiter: CheckedContinuation<ChunkAnswer, Never>?
    var uploadWaiter: CheckedContinuation<Bool, Never>?
    var clocks = Clocks()

    init(_ hop: Hop, core: ClientCore) {
        self.hop = hop
        self.core = core
        headReader = ResponseHeadReader(limit: core.settings.maxHeaderBytes)
        body = BodyBuffer(highWater: core.settings.bodyHighWater, limit: hop.request.maxResponseBytes)
    }

    var request: ClientRequest { hop.request }
    var url: ClientURL { hop.url }
    /// When the whole exchange must be over.
    var deadline: ContinuousClock.Instant? { hop.deadline }

    var sent: HTTPClientError.Sent { sends == 0 ? .no : .maybe }

    var isFinished: Bool {
        switch phase {
        case .finished: true
        case .preparing, .running: false
        }
    }

    /// libcurl is done with it.
    func finish(_ code: CURLcode) {
        guard code != CURLE_OK || fault != nil else { return end(head == nil ? noHead : nil) }
        let text = easy?.text(for: code) ?? ""
        end(fault ?? HTTPClientError(code, text: text, host: url.host, sent: sent))
    }

    /// Stops it, wherever it stands.
    func fail(_ error: HTTPClientError) { end(error) }

    /// The caller has left its scope: nobody will read on.
    func drop() {
        _ = body.take()
        end(.cancelled(sent))
    }

    private func end(_ error: HTTPClientError?) {
        guard !isFinished else { return }
        phase = .finished(error)
        clocks.stop()
        if let easy { pool?.remove(easy) }
        easy = nil
        pool = nil
        core.transferEnded(self)
        wakeAll(error)
    }

    /// An answer that came whole is still read from the buffer; a failure is told at once.
    private func wakeAll(_ error: HTTPClientError?) {
        if let waiter = headWaiter { waiter.resume(returning: .failure(error ?? noHead)) }
        if let waiter = chunkWaiter { waiter.resume(returning: error.map { .failure($0) } ?? .success(remainder)) }
        uploadWaiter?.resume(returning: false)
        (headWaiter, chunkWaiter, uploadWaiter) = (nil, nil, nil)
    }

    private var remainder: [UInt8]? { body.isEmpty ? nil : body.take().bytes }

    private var noHead: HTTPClientError { .exchangeFailed("an answer without a head", sent) }
}
