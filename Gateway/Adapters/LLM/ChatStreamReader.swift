import GatewayCore
import HTTPCore
import JSON

/// Reads a `/chat/completions` answer: the event stream, or one JSON document from a server that does not stream.
package struct ChatStreamReader: ModelStreamReader {
    /// Bytes of an answer that are taken at most.
    static let limit = 32 << 20

    package private(set) var tokens = 0
    package private(set) var isFinished = false
    package private(set) var isEnded = false
    private var body = StreamOrDocument()
    private var text = ""
    private var promptTokens = 0
    private var completionTokens = 0
    private var isCutOff = false

    package init() {}

    package mutating func append(_ bytes: [UInt8]) throws {
        try body.append(bytes)
        while let event = try body.nextEvent() { try take(event) }
    }

    package mutating func finish() throws -> ModelAnswer {
        if let document = try body.document() {
            try take(document)
            isFinished = true
        } else if !isFinished, tokens == 0 {
            throw ScriptModelError.unreadable
        }
        return ModelAnswer(
            text: text, promptTokens: promptTokens, completionTokens: completionTokens,
            isCutOff: isCutOff || !isFinished)
    }

    private mutating func take(_ event: ServerSentEvent) throws {
        if event.data == "[DONE]" {
            isFinished = true
            isEnded = true
            return
        }
        // A line that is no JSON is some relay's chatter.
        guard let value = try? JSONValue.parse(event.bytes) else { return }
        try take(value)
    }

    private mutating func take(_ value: JSONValue) throws {
        if let error = value["error"], !error.isNull {
            throw ScriptModelError.errorInStream(code: ModelErrorBody(error).code ?? "error")
        }
        if let usage = value["usage"], !usage.isNull {
            promptTokens = usage["prompt_tokens"]?.int ?? promptTokens
            completionTokens = usage["completion_tokens"]?.int ?? completionTokens
        }
        guard let choice = value["choices"]?[0] else { return }
        let message = choice["delta"] ?? choice["message"]
        if let words = message?["content"]?.string, !words.isEmpty {
            text += words
            tokens += 1
        } else if let thought = message?["reasoning_content"]?.string, !thought.isEmpty {
            tokens += 1
        }
        try take(finish: choice["finish_reason"]?.string)
    }

    private mutating func take(finish reason: String?) throws {
        switch reason {
        case nil: return
        case "length": isCutOff = true
        case "content_filter": throw ScriptModelError.contentFiltered
        case "insufficient_system_resource": throw ScriptModelError.errorInStream(code: "insufficient_system_resource")
        default: break
        }
        isFinished = true
    }
}

/// A body that is an event stream or one JSON document; its first mark tells, empty lines before it do not count.
struct StreamOrDocument: Sendable {
    private enum Kind { case unknown, stream, document }

    private var kind = Kind.unknown
    private var parser = SSEParser(limit: ChatStreamReader.limit)
    private var collected: [UInt8] = []
    private var received = 0

    /// Throws when the whole body, not only one event, is longer than the limit: a server may never end.
    mutating func append(_ bytes: [UInt8]) throws {
        received += bytes.count
        guard received <= ChatStreamReader.limit else { throw ScriptModelError.unreadable }
        var bytes = bytes
        if kind == .unknown {
            guard let first = bytes.firstIndex(where: { $0 > 32 }) else { return }
            bytes.removeSubrange(0..<first)
            kind = bytes[0] == UInt8(ascii: "{") ? .document : .stream
        }
        if kind == .stream { return parser.append(bytes) }
        collected.append(contentsOf: bytes)
    }

    mutating func nextEvent() throws -> ServerSentEvent? {
        guard kind == .stream else { return nil }
        do {
            return try parser.next()
        } catch {
            throw ScriptModelError.unreadable
        }
    }

    /// The document once it is whole; nil for a stream.
    func document() throws -> JSONValue? {
        guard kind == .document else { return nil }
        guard let value = try? JSONValue.parse(collected) else { throw ScriptModelError.unreadable }
        return value
    }
}
