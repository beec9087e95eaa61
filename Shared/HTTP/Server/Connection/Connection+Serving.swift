import EventLoop
import HTTPCore
import Observability

extension Connection {
    /// A head is whole: its handler starts.
    func begin(_ head: RequestHead, _ framing: BodyFraming) {
        state.headRead(keepsAlive: parser.keepsAlive, hasBody: framing != .none)
        version = head.version
        owesContinue = parser.expectsContinue
        bytesOfAnswer = 0
        wasCutOff = false
        beganInTurn = hub.turn
        let body = makeBody(framing)
        self.body = framing == .none ? nil : body
        start(ServerRequest(head: head, body: body, peer: peer))
        // The parser tells the end of a request without a body by an event of its own.
        if framing == .none { _ = try? parser.next() }
    }

    private func makeBody(_ framing: BodyFraming) -> RequestBody {
        switch framing {
        case .none: .none
        case .length(let length): RequestBody(declaredLength: length, loop: hub.loop, source: self)
        case .chunked: RequestBody(declaredLength: nil, loop: hub.loop, source: self)
        }
    }

    private func start(_ request: ServerRequest) {
        let received = ContinuousClock.now
        // A task of its own per request, cancelled when the client leaves; nothing else could be its parent, for the
        // loop's thread runs in no task.
        task = Task.detached(executorPreference: hub.loop) { [self, hub] in
            let context = hub.context(for: request, received: received)
            // Here and not in a function of its own, whose frame every waiting request would carry.
            let response: ServerResponse
            do {
                response = try await hub.handler(request, context)
            } catch {
                response = hub.errorAnswers.answer(to: error, request, context)
            }
            await answer(request, context, response)
        }
    }

    /// Runs on the loop, as the task that calls it prefers it.
    private func answer(_ request: ServerRequest, _ context: RequestContext, _ response: ServerResponse) async {
        let isHead = request.method == .head
        let wasThere = state.isServing
        switch response.body {
        case .empty: answerWhole(response, [], isHead, context)
        case .bytes(let bytes): answerWhole(response, bytes, isHead, context)
        case .stream(let length, let produce):
            if isHead || response.status.forbidsBody {
                answerHead(response, isHead ? length : nil, context)
            } else {
                await answerStream(response, length, produce, context)
            }
        }
        hub.finished(
            request, context, response.status, bytes: bytesOfAnswer, clientLeft: !wasThere || wasCutOff)
    }

    private func answerWhole(_ response: ServerResponse, _ bytes: [UInt8], _ isHead: Bool, _ context: RequestContext) {
        guard state.isServing else { return }
        let sendsBody = !isHead && !response.status.forbidsBody
        writeHead(response, response.status.forbidsBody ? .none : .length(bytes.count), context, canStay: true)
        sendHead(with: sendsBody ? bytes : [])
        ended(isWhole: true)
    }

    private func answerHead(_ response: ServerResponse, _ length: Int?, _ context: RequestContext) {
        guard state.isServing else { return }
        writeHead(response, length.map { .length($0) } ?? .none, context, canStay: true)
        sendHead(with: [])
        ended(isWhole: true)
    }

    private func answerStream(
        _ response: ServerResponse, _ length: Int?, _ produce: @Sendable (ResponseWriter) async throws -> Void,
        _ context: RequestContext
    ) async {
        guard state.isServing else { return }
        let isChunked = length == nil && version == .http11
        let framing: ResponseHeadWriter.Framing =
            length.map { .length($0) } ?? (isChunked ? .chunked : .untilClose)
        writeHead(response, framing, context, canStay: length != nil || isChunked)
        write(hub.heads.bytes)
        let stream = ResponseStream(connection: self, loop: hub.loop, length: length, isChunked: isChunked)
        self.stream = stream
        do {
            try await produce(ResponseWriter(stream))
            finish(stream, isChunked: isChunked, isWhole: (stream.left ?? 0) == 0)
        } catch {
            hub.streamFailed(error, context)
            finish(stream, isChunked: isChunked, isWhole: false)
        }
    }

    private func finish(_ stream: ResponseStream, isChunked: Bool, isWhole: Bool) {
        stream.close()
        self.stream = nil
        guard state.isServing else { return }
        if isChunked, isWhole { write(ChunkedEncoding.end) }
        ended(isWhole: isWhole)
    }

    private func writeHead(
        _ response: ServerResponse, _ framing: ResponseHeadWriter.Framing, _ context: RequestContext, canStay: Bool
    ) {
        let stays = state.answerBegins(canStay: canStay)
        hub.heads.write(
            response.status, response.fields,
            .init(
                version: version, framing: framing, keepsAlive: stays, requestID: context.id,
                elapsed: context.received.duration(to: .now)))
    }

    /// The answer is queued whole, or was given up.
    private func ended(isWhole: Bool) {
        task = nil
        body = nil
        owesContinue = false
        switch state.answerEnded(isWhole: isWhole) {
        case .none: break
        case .close: output.isEmpty && isWhole ? linger() : closeAfter(isWhole)
        case .next: next()
        }
        hub.connectionSettled()
    }

    /// A body that was cut short ends with a reset, so that nobody takes it for whole.
    private func closeAfter(_ isWhole: Bool) {
        if isWhole { return flush() }
        wasCutOff = true
        close(reset: true)
    }

    /// Goes on with the next request, when the client has taken enough of the answers.
    func next() {
        guard !state.isClosed, state.phase == .waiting else { return }
        deadline = hub.loop.now + hub.settings.idleTimeout
        bodyProgress.stop()
        isReadPaused = isAboveHighMark
        guard !isReadPaused else { return }
        if parser.buffered > 0 {
            if state.bytesCame() { deadline = hub.loop.now + hub.settings.headTimeout }
            parse()
        }
        read()
        if peerHasClosed, !state.isClosed { peerClosed(atEnd: !isReadable) }
    }

    /// Answers without a handler, then closes: what came is no request, or came too late.
    func refuse(_ error: HTTPServerError) {
        guard !state.isClosed else { return }
        let context = hub.context(forRefusalOf: self)
        let response = hub.errorResponder(error, nil, context.id)
        state.refused()
        let bytes: [UInt8]
        if case .bytes(let body) = response.body { bytes = body } else { bytes = [] }
        hub.heads.write(
            response.status, response.fields,
            .init(
                version: .http11, framing: .length(bytes.count), keepsAlive: false, requestID: context.id,
                elapsed: .zero))
        hub.refused(error, context, bytes: bytes.count)
        sendHead(with: bytes)
        if output.isEmpty { linger() } else { flush() }
    }
}
