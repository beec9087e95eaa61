import GatewayCore
import HTTPCore
import JSON

/// Reads a Messages API answer: the event stream, or one JSON document.
package struct AnthropicStreamReader: ModelStreamReader {
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
        while let event = try body.nextEvent() {
            guard let value = try? JSONValue.parse(event.bytes) else { continue }
            try take(value)
        }
    }

    package mutating func finish() throws -> ModelAnswer {
        if let document = try body.document() {
            try take(document: document)
        } else if !isFinished, tokens == 0 {
            throw ScriptModelError.unreadable
        }
        return ModelAnswer(
            text: text, promptTokens: promptTokens, completionTokens: completionTokens,
            isCutOff: isCutOff || !isFinished)
    }

    /// Events that are not known are left out, as the API asks.
    private mutating func take(_ event: JSONValue) throws {
        switch event["type"]?.string {
        case "error": throw ScriptModelError.errorInStream(code: ModelErrorBody(event["error"]).code ?? "error")
        case "message_start": take(usage: event["message"]?["usage"])
        case "content_block_delta": take(delta: event["delta"])
        case "message_delta":
            take(usage: event["usage"])
            try take(stop: event["delta"]?["stop_reason"]?.string)
        case "message_stop":
            isFinished = true
            isEnded = true
        default: break
        }
    }

    /// Text, and the input of a tool; thoughts count as progress only.
    private mutating func take(delta: JSONValue?) {
        switch delta?["type"]?.string {
        case "text_delta": text += delta?["text"]?.string ?? ""
        case "input_json_delta": text += delta?["partial_json"]?.string ?? ""
        case "thinking_delta": break
        default: return
        }
        tokens += 1
    }

    private mutating func take(document: JSONValue) throws {
        if document["type"]?.string == "error" || document["error"] != nil {
            throw ScriptModelError.errorInStream(code: ModelErrorBody(document["error"]).code ?? "error")
        }
        for block in document["content"]?.array ?? [] {
            if let words = block["text"]?.string { text += words }
            if let input = block["input"] { text += String(decoding: input.bytes(), as: UTF8.self) }
        }
        take(usage: document["usage"])
        try take(stop: document["stop_reason"]?.string)
        isFinished = true
    }

    /// All input counts, also what a cache gave; later figures replace earlier ones.
    private mutating func take(usage: JSONValue?) {
        guard let usage, !usage.isNull else { return }
        let names = ["input_tokens", "cache_creation_input_tokens", "cache_read_input_tokens"]
        let input = names.reduce(0) { $0 + max(0, min(usage[$1]?.int ?? 0, 1 << 40)) }
        if input > 0 { promptTokens = input }
        completionTokens = usage["output_tokens"]?.int ?? completionTokens
    }

    private mutating func take(stop reason: String?) throws {
        switch reason {
        case "max_tokens", "model_context_window_exceeded": isCutOff = true
        case "refusal": throw ScriptModelError.contentFiltered
        default: break
        }
    }
}
