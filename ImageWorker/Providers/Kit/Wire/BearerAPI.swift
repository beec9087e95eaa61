import HTTPClient
import Lifecycle
import Settings

/// An API whose calls carry their key as a Bearer token (RFC 6750 section 2.1).
package struct BearerAPI: Sendable {
    /// Without a slash at its end.
    package let baseURL: String
    private let key: Secret

    /// An API at that address; nil without a key, and for one that is blank.
    package init?(baseURL: String, key: Secret?) {
        var text = Substring(key?.reveal() ?? "")
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        guard !text.isEmpty else { return nil }
        self.baseURL = baseURL
        self.key = Secret(String(text))
    }

    /// What must not show up in anything that is told.
    package var secrets: [String] { [key.reveal()] }

    /// A request that may cost money: on the wire at most once, and given up after `limit`.
    package func post(
        _ path: String, _ body: [UInt8], type: String = "application/json", within limit: Duration
    ) -> ClientRequest {
        var request = ClientRequest(.post, baseURL + path, body: .bytes(body))
        request.fields["Authorization"] = "Bearer " + key.reveal()
        request.fields["Content-Type"] = type
        request.deadline = limit
        request.maxResponseBytes = PictureText.largest
        return request
    }

    /// Whether the service answers at all, asked without the key.
    package func reachability(_ tools: ProviderTools) -> Reachability {
        Reachability(url: baseURL + "/models", client: tools.client, time: tools.time)
    }
}
