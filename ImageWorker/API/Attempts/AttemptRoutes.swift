import HTTPCore
import HTTPServer
import ImageWorkerCore
import JSON
import Models

/// `/api/attempts/{id}`: what is known of an attempt, its picture, and its end.
struct AttemptRoutes: Sendable {
    let attempts: Attempts

    func show(_ request: ServerRequest, _ context: RequestContext) async throws -> ServerResponse {
        let record = try await record(context)
        let body: JSONValue = ["success": true, "data": .object(AttemptFacts(record, request.language).members)]
        return .json(body.bytes())
    }

    func picture(_ request: ServerRequest, _ context: RequestContext) async throws -> ServerResponse {
        let id = try Self.id(context)
        guard let picture = try await kept(id) else { throw RequestFault.noSuchAttempt }
        return RangedPicture(picture, tag: "\"\(id)\"").response(to: request.fields) {
            await attempts.delivered(id)
        }
    }

    func free(_ request: ServerRequest, _ context: RequestContext) async throws -> ServerResponse {
        let id = try Self.id(context)
        do {
            if try await attempts.free(id) { return ServerResponse(status: .noContent) }
        } catch {
            throw FailedCall(error)
        }
        // Found only while it runs: a finished one was just freed.
        _ = try await record(context)
        throw RequestFault.stillRunning
    }

    private func record(_ context: RequestContext) async throws -> AttemptRecord {
        do {
            if let record = try await attempts.record(try Self.id(context)) { return record }
        } catch let error as GenerationError {
            throw FailedCall(error)
        }
        throw RequestFault.noSuchAttempt
    }

    private func kept(_ id: AttemptID) async throws -> Picture? {
        do {
            return try await attempts.kept(id)
        } catch {
            throw FailedCall(error)
        }
    }

    private static func id(_ context: RequestContext) throws -> AttemptID {
        guard let id = context.parameters["id"].flatMap({ AttemptID($0) }) else { throw RequestFault.noSuchAttempt }
        return id
    }
}
