import GatewayCore
import HTTPCore
import HTTPServer
import JSON
import Lifecycle
import Models

/// `POST /api/intelligent-analyze-script`: one JSON answer, or events while it is made.
package struct ScriptRoutes: Sendable {
    private let analysis: ScriptAnalysis
    private let bodyLimit: Int
    private let time: any TimeSource

    /// `bodyLimit` in bytes.
    package init(analysis: ScriptAnalysis, bodyLimit: Int, time: any TimeSource) {
        self.analysis = analysis
        self.bodyLimit = bodyLimit
        self.time = time
    }

    /// Chooses the form by `Accept`. Throws `JSONError`, `JSONFieldError` and `GatewayError`.
    package func analyze(_ request: ServerRequest, _ context: RequestContext) async throws -> ServerResponse {
        let order = try await request.decoded(limit: bodyLimit) { try ScriptAnalysisRequest($0) }
        do {
            // Before a stream begins, so that a missing key is a 503 and no event.
            _ = try analysis.analyser(order.provider ?? analysis.usual)
            if AcceptHeader(request.fields).prefers("text/event-stream", over: "application/json") {
                return events(order, AnalysisEvents.Client(request, context, time))
            }
            let result = try await analysis.run(order)
            // Thousands of frames may take a second.
            return try await offLoop { try .json(ScriptAnalysisAnswer(data: result)) }
        } catch let error as AnalysisError {
            throw error.gatewayError
        } catch is CancellationError {
            throw GatewayError.analysisStopped
        }
    }

    private func events(_ order: ScriptAnalysisRequest, _ client: AnalysisEvents.Client) -> ServerResponse {
        .eventStream { writer in
            let events = AnalysisEvents(writer: writer, client: client)
            do {
                let result = try await analysis.run(order) { try await events.send($0) }
                try await events.finish(result)
            } catch let error as AnalysisError {
                try await events.fail(error.gatewayError)
            } catch is CancellationError {
                // At the end of a drain; a client that has left hears nothing.
                try await events.fail(.analysisStopped)
            }
        }
    }
}
