import GatewayCore
import HTTPClient
import JSON
import Settings

/// The Messages API of Claude and its relays.
package struct AnthropicWire: ModelWire {
    /// How the key travels, and the version that goes with it.
    package enum Style: String, Sendable, CaseIterable {
        /// Version 2023-06-01, which relays know.
        case apiKey = "x-api-key"
        /// Version 2026-10-21, which refuses a temperature.
        case bearer
    }

    package let analyst = AnalystName.claude
    package let model: String
    private let url: String
    private let key: Secret
    private let style: Style

    /// The base URL may end in `/v1` or `/v1/messages`.
    package init(key: Secret, baseURL: String, model: String, style: Style) {
        self.key = key
        self.model = model
        self.style = style
        url = BaseURL.joined(baseURL, "/v1/messages", dropping: ["/v1"])
    }

    package func request(_ question: ModelQuestion) -> ClientRequest {
        var request = ClientRequest(.post, url, body: .bytes(JSONValue.object(body(question)).bytes()))
        request.fields["Content-Type"] = "application/json"
        request.fields["Accept"] = "text/event-stream, application/json"
        switch style {
        case .apiKey:
            request.fields["x-api-key"] = key.reveal()
            request.fields["anthropic-version"] = "2023-06-01"
        case .bearer:
            request.fields["Authorization"] = "Bearer \(key.reveal())"
            request.fields["anthropic-version"] = "2026-10-21"
        }
        return request
    }

    package func reader() -> AnthropicStreamReader { AnthropicStreamReader() }

    private func body(_ question: ModelQuestion) -> JSONObject {
        var body: JSONObject = [
            "model": .string(model),
            "max_tokens": .int(max(4_000, question.maxTokens)),
            "system": .string(question.system),
            "messages": .array([.object(["role": .string("user"), "content": .string(question.user)])]),
            "stream": .bool(true),
        ]
        if style == .apiKey { body["temperature"] = .double(0.7) }
        return body
    }
}
