import GatewayCore
import HTTPClient
import JSON

/// How one kind of language model server is spoken to: the request, and the reading of its stream.
package protocol ModelWire: Sendable {
    associatedtype Reader: ModelStreamReader
    var analyst: AnalystName { get }
    var model: String { get }

    /// The request for a streamed answer.
    func request(_ question: ModelQuestion) -> ClientRequest

    /// A reader for one answer.
    func reader() -> Reader
}

/// Reads one answer from bytes as they come.
package protocol ModelStreamReader: Sendable {
    /// Pieces of the answer so far, thoughts included; keep-alive comments are none.
    var tokens: Int { get }
    /// Whether the answer said that it is whole; its figures may follow.
    var isFinished: Bool { get }
    /// Whether nothing follows, though the connection may stay open.
    var isEnded: Bool { get }

    /// Throws `ScriptModelError` for an error event, a filter's refusal, and what is no stream.
    mutating func append(_ bytes: [UInt8]) throws

    /// The answer, once no more bytes come; one without an end counts as cut off. Throws `ScriptModelError`.
    mutating func finish() throws -> ModelAnswer
}

/// What a server's error body says.
struct ModelErrorBody {
    let code: String?

    /// `{"error":{"code","type"}}` of both families.
    init(_ error: JSONValue?) {
        code = (error?["code"]?.string ?? error?["type"]?.string ?? error?["code"]?.int.map(String.init)).map {
            String($0.prefix(80))
        }
    }
}
