import HTTPCore
import JSON

/// The events and documents of one kind of server.
protocol LLMShape: Sendable {
    var opening: [ServerSentEvent] { get }
    var errorEvent: ServerSentEvent { get }
    var error: JSONValue { get }
    func piece(_ text: String) -> ServerSentEvent
    func closing(_ end: LLMEnd) -> [ServerSentEvent]
    func document(_ text: String) -> JSONValue
}

extension LLMShape {
    /// The text in pieces of a few characters.
    func pieces(_ text: String) -> [ServerSentEvent] {
        var pieces: [ServerSentEvent] = []
        var rest = text[...]
        while !rest.isEmpty {
            pieces.append(piece(String(rest.prefix(16))))
            rest = rest.dropFirst(16)
        }
        return pieces
    }

    func event(_ value: JSONValue, _ name: String = "message") -> ServerSentEvent {
        ServerSentEvent(event: name, bytes: value.bytes())
    }
}

/// DeepSeek and others of the OpenAI kind.
struct ChatShape: LLMShape {
    private static let usage: JSONValue = ["prompt_tokens": 100, "completion_tokens": 50, "total_tokens": 150]

    var opening: [ServerSentEvent] { [] }
    var error: JSONValue { ["error": ["message": "scripted", "type": "server_error", "code": "scripted_error"]] }
    var errorEvent: ServerSentEvent { event(error) }

    func piece(_ text: String) -> ServerSentEvent {
        event(["choices": [["index": 0, "delta": ["content": .string(text)], "finish_reason": .null]]])
    }

    func closing(_ end: LLMEnd) -> [ServerSentEvent] {
        guard end == .whole || end == .limit else { return [] }
        let reason: JSONValue = end == .limit ? "length" : "stop"
        return [
            event(["choices": [["index": 0, "delta": [:], "finish_reason": reason]]]),
            event(["choices": [], "usage": Self.usage]), ServerSentEvent(data: "[DONE]"),
        ]
    }

    func document(_ text: String) -> JSONValue {
        let message: JSONValue = ["role": "assistant", "content": .string(text)]
        return ["choices": [["index": 0, "message": message, "finish_reason": "stop"]], "usage": Self.usage]
    }
}

/// Claude and its relays.
struct MessagesShape: LLMShape {
    var opening: [ServerSentEvent] {
        let usage: JSONValue = ["input_tokens": 90, "cache_read_input_tokens": 10, "output_tokens": 1]
        return [
            event(["type": "message_start", "message": ["id": "msg_1", "usage": usage]], "message_start"),
            event(["type": "ping"], "ping"),
            event(
                ["type": "content_block_start", "index": 0, "content_block": ["type": "text", "text": ""]],
                "content_block_start"),
        ]
    }

    var error: JSONValue { ["type": "error", "error": ["type": "overloaded_error", "message": "Overloaded"]] }
    var errorEvent: ServerSentEvent { event(error, "error") }

    func piece(_ text: String) -> ServerSentEvent {
        let delta: JSONValue = ["type": "text_delta", "text": .string(text)]
        return event(["type": "content_block_delta", "index": 0, "delta": delta], "content_block_delta")
    }

    func closing(_ end: LLMEnd) -> [ServerSentEvent] {
        guard end == .whole || end == .limit else { return [] }
        let reason: JSONValue = end == .limit ? "max_tokens" : "end_turn"
        return [
            event(["type": "content_block_stop", "index": 0], "content_block_stop"),
            event(
                ["type": "message_delta", "delta": ["stop_reason": reason], "usage": ["output_tokens": 50]],
                "message_delta"),
            event(["type": "message_stop"], "message_stop"),
        ]
    }

    func document(_ text: String) -> JSONValue {
        [
            "type": "message", "content": [["type": "text", "text": .string(text)]], "stop_reason": "end_turn",
            "usage": ["input_tokens": 100, "output_tokens": 50],
        ]
    }
}
