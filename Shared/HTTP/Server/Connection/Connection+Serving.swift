import EventLoop
import HTTPCore
import Observability

extension Connection {
    /// A head is whole: its handler starts.
    func begin(_ head: RequestHead, _ framing: BodyFraming) {
        state.headRead(keepsAlive: parser.keepsAlive, hasBody: framing != .none)
        version = head.version
        owesContinue = parser.expectsContinue
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
        // loop's thread runs in no task. Everything is in this one closure, because each function that waits adds a
        // frame to the memory of every waiting request.
        task = Task.detached(executorPreference: hub.loop) { [self, hub] in
            let context = hub.context(for: request, received: received)
            let response: ServerResponse
            do {
                response = try await hub.handler(request, context)
            } catch {
                response = hub.errorAnswers.answer(to: error, request, context)
            }
            guard let streamed = answer(request, context, response) else { return }
            do {
                try await streamed.produce(ResponseWriter(streamed.stream))
                finish(streamed.stream, request, context, response.status)
            } catch {
                fail(streamed.stream, error, request, context, response.status)
            }
        }
    }

    private struct StreamedAnswer {
        let stream: ResponseStream
        let produce: @Sendable (ResponseWriter) async throws -> Void
    }

    /// Sends what can be sent at once; gives what is still to be produced. Not inlined into the frame of the task.
    @inline(never)
    private func answer(
        _ request: ServerRequest, _ context: RequestContext, _ response: ServerResponse
    ) -> StreamedAnswer? {
        guard state.isServing else {
            hub.finished(request, context, response.status, bytes: 0, clientLeft: true)
            return nil
        }
        let isHead = request.method == .head
        let forbidsBody = response.status.forbidsBody
        switch response.body {
        case .empty: answerWhole(response, forbidsBody ? .none : .length(0), [], context)
        case .bytes(let bytes):
            answerWhole(
                response, forbidsBody ? .none : .length(bytes.count), isHead || forbidsBody ? [] : bytes, context)
        case .stream(let length, let produce):
            guard isHead || forbidsBody else {
                return StreamedAnswer(stream: beginStream(response, length, context), produce: produce)
            }
            answerWhole(response, isHead ? length.map { .length($0) } ?? .none : .none, [], context)
        }
        hub.finished(request, context, response.status, bytes: bytesOfAnswer, clientLeft: wasCutOff)
        return nil
    }

    private func answerWhole(
        _ response: ServerResponse, _ framing: ResponseHeadWriter.Framing, _ bytes: [UInt8], _ context: RequestContext
    ) {
        writeHead(response, framing, context, canStay: true)
        sendHead(with: bytes)
        ended(isWhole: true)
    }

    private func beginStream(_ response: ServerResponse, _ length: Int?, _ context: RequestContext) -> ResponseStream {
        let isChunked = length == nil && version == .http11
        let framing: ResponseHeadWriter.Framing =
            length.map { .length($0) } ?? (isChunked ? .chunked : .untilClose)
        writeHead(response, framing, context, canStay: length != nil || isChunked)
        output.append(hub.heads.bytes)
        hub.flushAtEndOfTurn(self)
        let stream = ResponseStream(connection: self, loop: hub.loop, length: length, isChunked: isChunked)
        self.stream = stream
        return stream
    }

    @inline(never)
    private func fail(
        _ stream: ResponseStream, _ error: any Error, _ request: ServerRequest, _ context: RequestContext,
        _ status: HTTPStatus
    ) {
        hub.streamFailed(error, context)
        end(stream, isWhole: false)
        hub.finished(request, context, status, bytes: bytesOfAnswer, clientLeft: wasCutOff)
    }

    @inline(never)
    private func finish(
        _ stream: ResponseStream, _ request: ServerRequest, _ context: RequestContext, _ status: HTTPStatus
    ) {
        end(stream, isWhole: (stream.left ?? 0) == 0)
        hub.finished(request, context, status, bytes: bytesOfAnswer, clientLeft: wasCutOff)
    }

    private func end(_ stream: ResponseStream, isWhole: Bool) {
        stream.close()
        self.stream = nil
        guard state.isServing else { return }
        if stream.isChunked, isWhole { write(ChunkedEncoding.end) }
        ended(isWhole: isWhole)
    }

    private func writeHead(
        _ response: ServerResponse, _ framing: ResponseHeadWriter.Framing, _ context: RequestContext, canStay: Bool
    ) {
        // Here and not when the request begins: the one before, pipelined, may not have been reported yet.
        bytesOfAnswer = 0
        wasCutOff = false
        // From here on an interim answer would stand in the middle of this one.
        owesContinue = false
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
