import HTTPClient
import ImageWorkerCore
import JSON
import ProviderKit

/// The request: only what every such server knows.
struct OpenAIChatWire: Sendable {
    private let server: OpenAIChatSettings.Server
    private let limit: Duration

    init(_ server: OpenAIChatSettings.Server, limit: Duration) { (self.server, self.limit) = (server, limit) }

    var baseURL: String { server.api.baseURL }
    /// What must not show up in anything that is told.
    var secrets: [String] { server.api.secrets }

    static let droppable: Set<String> = ["stream"]

    /// Asks for one picture: streamed, for relays give up on silent connections after 100 s, and as a list of parts, for
    /// some refuse a plain string (providers' page, section 4.4). The size has no member here and is said in words.
    func request(_ order: PictureOrder, without leftOut: Set<String>) -> ClientRequest {
        let members: JSONObject = ["model": .string(order.model ?? server.model), "stream": true]
        let note = order.size.map { "\nSize: \($0) pixels." } ?? ""
        let request = ChatRequest(order, note: note, isPlain: false, members)
        return server.api.post(ChatAddress.path, request.bytes(without: leftOut), within: limit)
    }
}
