import GatewayCore
import HTTPClient
import JSON
import Settings

/// `/chat/completions`: DeepSeek, and any server of the OpenAI kind.
package struct ChatCompletionsWire: ModelWire {
    package let analyst: AnalystName
    package let model: String
    private let url: String
    private let key: Secret?

    /// DeepSeek: JSON mode, and thinking off (it would use up the answer's tokens and time).
    package static func deepseek(key: Secret, baseURL: String, model: String) -> ChatCompletionsWire {
        ChatCompletionsWire(analyst: .deepseek, key: key, baseURL: baseURL, model: model)
    }

    /// Any other server; many need no key.
    package static func openAI(key: Secret?, baseURL: String, model: String) -> ChatCompletionsWire {
        ChatCompletionsWire(analyst: .openai, key: key, baseURL: baseURL, model: model)
    }

    private init(analyst: AnalystName, key: Secret?, baseURL: String, model: String) {
        self.analyst = analyst
        self.key = key
        self.model = model
        url = BaseURL.joined(baseURL, "/chat/completions")
    }

    package func request(_ question: ModelQuestion) -> ClientRequest {
        var request = ClientRequest(.post, url, body: .bytes(JSONValue.object(body(question)).bytes()))
        request.fields["Content-Type"] = "application/json"
        request.fields["Accept"] = "text/event-stream, application/json"
        if let key { request.fields["Authorization"] = "Bearer \(key.reveal())" }
        return request
    }

    package func reader() -> ChatStreamReader { ChatStreamReader() }

    private func body(_ question: ModelQuestion) -> JSONObject {
        var body: JSONObject = [
            "model": .string(model),
            "messages": .array([
                .object(["role": .string("system"), "content": .string(question.system)]),
                .object(["role": .string("user"), "content": .string(question.user)]),
            ]),
            "temperature": .double(0.7),
            "max_tokens": .int(max(4_000, question.maxTokens)),
            "stream": .bool(true),
            "stream_options": .object(["include_usage": .bool(true)]),
        ]
        if analyst == .deepseek {
            body["response_format"] = .object(["type": .string("json_object")])
            body["thinking"] = .object(["type": .string("disabled")])
        }
        return body
    }
}

/// Base URLs as people write them.
enum BaseURL {
    /// The base with the path behind it, once.
    static func joined(_ base: String, _ path: String, dropping: [String] = []) -> String {
        var base = base[...]
        while base.hasSuffix("/") { base.removeLast() }
        if base.hasSuffix(path) { return String(base) }
        for ending in dropping where base.hasSuffix(ending) {
            base.removeLast(ending.count)
            break
        }
        return String(base) + path
    }
}
