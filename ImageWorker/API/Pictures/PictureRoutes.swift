import HTTPCore
import HTTPServer
import ImageWorkerCore
import Lifecycle
import Models

/// `POST /api/generate-image` and `POST /api/edit-image`: reads the order, waits for the attempt, answers in the form that is asked for.
struct PictureRoutes: Sendable {
    let attempts: Attempts
    let rule: PromptRule
    let crop: CropRule
    let time: any TimeSource
    /// Bytes; a larger body is 413.
    let bodyLimit: Int
    let formLimits: MultipartLimits

    func generate(_ request: ServerRequest, _ context: RequestContext) async throws -> ServerResponse {
        let body = try await request.jsonBody(limit: bodyLimit)
        let order = try await read(body.count) { try PictureRequest(body, rule, attempts.referenceLimits, crop) }
        return try await answer(order, request, context)
    }

    func edit(_ request: ServerRequest, _ context: RequestContext) async throws -> ServerResponse {
        let form = try await request.multipartForm(limits: formLimits)
        let size = form.files.reduce(0) { $0 + $1.bytes.count }
        let order = try await read(size) { try PictureRequest(form, rule, attempts.referenceLimits, crop) }
        return try await answer(order, request, context)
    }

    private func answer(
        _ order: PictureRequest, _ request: ServerRequest, _ context: RequestContext
    ) async throws -> ServerResponse {
        let form = AnswerForm(request.fields)
        let watch = try await start(order, form, context)
        switch form {
        case .events:
            return PictureEvents(
                watch: watch, attempts: attempts, time: time, requestID: context.id, language: request.language
            ).response()
        case .picture:
            let (outcome, generated) = try await finished(watch)
            return PictureBytes(outcome: outcome, generated: generated, attempts: attempts).response()
        case .json:
            let (outcome, generated) = try await finished(watch)
            return PictureEnvelope(
                outcome: outcome, generated: generated, order: order.order, language: request.language,
                attempts: attempts
            ).response()
        }
    }

    /// Off the loop where it takes long: so many bytes hold pictures.
    private func read(
        _ bytes: Int, _ read: @Sendable () throws -> PictureRequest
    ) async throws -> PictureRequest {
        guard bytes > Self.smallBody else { return try read() }
        return try await withTaskExecutorPreference(globalConcurrentExecutor) { try read() }
    }

    /// Bytes that are read in less than half a millisecond.
    private static let smallBody = 256 << 10

    private func start(
        _ order: PictureRequest, _ form: AnswerForm, _ context: RequestContext
    ) async throws -> AttemptWatch {
        var call = AttemptCall(
            order.order, provider: order.provider, attemptID: order.attemptID, resume: order.resume,
            requestID: context.id, logger: context.logger)
        call.fetchesPicture = form == .events
        do {
            return try await attempts.start(call)
        } catch {
            throw FailedCall(error)
        }
    }

    private func finished(_ watch: AttemptWatch) async throws -> (AttemptOutcome, Generated) {
        let outcome: AttemptOutcome
        do {
            outcome = try await watch.outcome()
        } catch {
            throw FailedCall(interrupted: watch.record(at: time.unixSeconds))
        }
        switch outcome.result {
        case .success(let generated):
            // A caller who has just left will not get it, and nobody else was told.
            if Task.isCancelled, !watch.isNamed { await attempts.keep(outcome) }
            return (outcome, generated)
        case .failure(let error): throw FailedCall(error, outcome)
        }
    }
}
