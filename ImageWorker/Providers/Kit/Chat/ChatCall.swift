import HTTPClient
import ImageWorkerCore
import Lifecycle

/// Sends one chat request for a picture and takes its answer, a document or an event stream, as the server likes.
package struct ChatCall: Sendable {
    private let client: HTTPClient
    private let time: any TimeSource
    private let decisions: ChatDecisions

    /// Calls over those tools, decided so.
    package init(_ tools: ProviderTools, _ decisions: ChatDecisions) {
        (client, time, self.decisions) = (tools.client, tools.time, decisions)
    }

    /// Sends it once. The id that a stream names goes to the journal before the picture is waited for.
    package func submit(_ request: ClientRequest, _ journal: any AttemptJournal) async -> SubmitOutcome {
        do {
            return switch try await exchange(request, journal) {
            case .whole(let answer): await answer.offLoop { decisions.submit($0) }
            case .stream(let draft, let head, let failure): await finished(draft, head, failure)
            }
        } catch {
            return TransportFailure.ofSubmit(error)
        }
    }

    private enum Exchange: Sendable {
        case whole(ProviderAnswer)
        /// With what broke it off; the answer is its head.
        case stream(ChatDraft, ProviderAnswer, (any Error)?)
    }

    private func exchange(_ request: ClientRequest, _ journal: any AttemptJournal) async throws -> Exchange {
        try await client.withResponse(request) { response in
            if response.status.isSuccess, ProviderEvents.isStream(response.fields) {
                let (draft, failure) = await stream(response, journal)
                return .stream(draft, answer(response, []), failure)
            }
            return .whole(answer(response, try await response.collect(limit: PictureText.largest)))
        }
    }

    private func answer(_ response: ClientResponse, _ body: [UInt8]) -> ProviderAnswer {
        ProviderAnswer(
            status: response.status.code, fields: response.fields, body: body, unixSeconds: time.unixSeconds)
    }

    private nonisolated(nonsending) func stream(
        _ response: ClientResponse, _ journal: any AttemptJournal
    ) async -> (ChatDraft, (any Error)?) {
        var draft = ChatDraft()
        do {
            try await ProviderEvents.read(response) { event in
                guard !ChatDraft.isEnd(event) else { return draft.take(event) }
                guard let piece = await ProviderAnswer.offLoop(event.bytes.count, { ChatPiece(event.bytes) }) else {
                    return true
                }
                // An id beside an error is that of something that was not begun.
                if draft.id == nil, piece.error == nil, let id = piece.id { await journal.accepted(ProviderTaskID(id)) }
                draft.add(piece)
                return true
            }
            return (draft, nil)
        } catch {
            return (draft, error)
        }
    }

    private func finished(
        _ draft: ChatDraft, _ head: ProviderAnswer, _ failure: (any Error)?
    ) async -> SubmitOutcome {
        let draft = await ProviderAnswer.offLoop(draft.words?.range.count ?? 0) { draft.withPictureInWords }
        // A picture that has come whole is kept, whatever became of the rest.
        if let failure, draft.picture == nil, draft.error == nil { return TransportFailure.ofSubmit(failure) }
        return decisions.submit(draft, head)
    }
}
