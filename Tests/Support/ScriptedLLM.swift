import HTTPCore
import HTTPServer
import JSON
import Locks

/// A language model's server that answers by rule, in the shape of `/chat/completions` or of the Messages API.
///
/// What it answers follows from the prompt: numbered paragraphs become scenes, paragraphs frames, frames prompts. So a
/// whole analysis against it gives a storyboard of the script that was sent.
package final class ScriptedLLM: Sendable {
    /// Something that goes wrong with one answer.
    package enum Fault: Sendable {
        /// That status with an error body, and `Retry-After` where given.
        case status(Int, retryAfter: String? = nil)
        /// The head and keep-alive comments, and never a token.
        case silence
        /// Some words, and then never another.
        case stall
        /// An error event in place of the first words.
        case errorEvent
        /// White space for words.
        case blank
        /// The answer ends after so many characters, by the token limit.
        case cutOff(Int)
        /// The connection ends after so many characters, without a word.
        case broken(Int)
        /// These words in place of the answer.
        case text(String)
        /// One JSON document after empty lines, though a stream was asked for.
        case document
    }

    /// A request as it came.
    package struct Call: Sendable {
        package let path: String
        package let fields: HTTPFields
        package let body: JSONValue

        /// What the user's message says.
        package var prompt: String {
            body["messages"]?.array?.last?["content"]?.string ?? ""
        }
    }

    private struct State {
        var calls: [Call] = []
        var faults: [Int: Fault]
    }

    private let state: Locked<State>

    /// `faults` by the number of the call, from 0.
    package init(faults: [Int: Fault] = [:]) {
        state = Locked(State(faults: faults))
    }

    /// The calls so far.
    package var calls: [Call] { state.withLock { $0.calls } }

    /// Serves both shapes under any path that ends like theirs.
    package var handler: Handler {
        { [self] request, _ in
            let body = try JSONValue.parse(try await request.body.collect(limit: 32 << 20))
            let call = Call(path: String(request.head.path), fields: request.fields, body: body)
            let fault = state.withLock { state in
                state.calls.append(call)
                return state.faults[state.calls.count - 1]
            }
            let shape: any LLMShape = call.path.hasSuffix("/messages") ? MessagesShape() : ChatShape()
            return answer(call, fault, shape)
        }
    }

    private func answer(_ call: Call, _ fault: Fault?, _ shape: any LLMShape) -> ServerResponse {
        let words = ScriptedAnswer.words(for: call.prompt)
        switch fault {
        case .status(let code, let seconds):
            var response = ServerResponse.json(shape.error.bytes(), status: HTTPStatus(code))
            if let seconds { response.fields["Retry-After"] = seconds }
            return response
        case .document:
            return .bytes(Array("\n\n\n".utf8) + shape.document(words).bytes(), type: "application/json")
        case .silence: return stream([], shape, end: .never)
        case .stall: return stream(shape.pieces(String(words.prefix(20))), shape, end: .never)
        case .errorEvent: return stream([shape.errorEvent], shape, end: .silent)
        case .blank: return stream(shape.pieces("  \n \n"), shape, end: .whole)
        case .cutOff(let count): return stream(shape.pieces(String(words.prefix(count))), shape, end: .limit)
        case .broken(let count): return stream(shape.pieces(String(words.prefix(count))), shape, end: .silent)
        case .text(let text): return stream(shape.pieces(text), shape, end: .whole)
        case nil: return stream(shape.pieces(words), shape, end: .whole)
        }
    }

    private func stream(_ events: [ServerSentEvent], _ shape: any LLMShape, end: LLMEnd) -> ServerResponse {
        ServerResponse(
            fields: ["Content-Type": "text/event-stream"],
            body: .stream(length: nil) { writer in
                try await writer.write(ServerSentEvent.keepAlive)
                for event in shape.opening + events { try await writer.write(event.encoded()) }
                if end == .never {
                    // Until the client leaves, which cancels this.
                    while true {
                        try await writer.write(ServerSentEvent.keepAlive)
                        try await Task.sleep(for: .milliseconds(20))
                    }
                }
                for event in shape.closing(end) { try await writer.write(event.encoded()) }
            })
    }
}

/// How a stream ends.
package enum LLMEnd: Sendable {
    case whole
    /// At the token limit.
    case limit
    /// Without a word.
    case silent
    case never
}
