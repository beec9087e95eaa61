import HTTPClient
import HTTPCore
import JSON

/// Speaks to a running gateway as any client does: contract/gateway, sections 2 and 3.
struct StoryboardClient {
    let client: HTTPClient
    /// Without a slash at its end.
    let base: String
    /// One of the gateway's keys, where it asks for one.
    let key: String?
    /// Of the texts for the person: `zh` or `en`.
    let language: String

    /// A picture of the batch, or why there is none.
    enum Result {
        case picture(sequence: Int, dataURL: String, notice: String?)
        case failure(sequence: Int, reason: String)
    }

    /// A picture in base64, all its fields, and room to spare.
    private static let longestEvent = 128 << 20
    private static let longestAnswer = 64 << 20

    /// The `data` of the analysis.
    /// - Throws: `StoryboardError.gateway` with the gateway's own sentence.
    func analyse(_ script: String, scenes: Int) async throws -> JSONValue {
        let request = request(
            "/api/intelligent-analyze-script", ["script": .string(script), "sceneCount": .int(scenes)],
            accept: "application/json")
        return try await withAnswer(to: request) { response in
            let answer = try Self.parse(try await response.collect(limit: Self.longestAnswer))
            guard let data = answer["data"] else { throw StoryboardError.gateway("the gateway's answer has no data") }
            return data
        }
    }

    /// Has every frame's picture made and hands each over as it comes.
    func pictures(
        of frames: [JSONValue], _ take: nonisolated(nonsending) (Result) async throws -> Void
    ) async throws {
        let request = request("/api/generate-all-images", ["frames": .array(frames)], accept: "text/event-stream")
        try await withAnswer(to: request) { response in
            var parser = SSEParser(limit: Self.longestEvent)
            while let chunk = try await response.nextChunk() {
                parser.append(chunk)
                while let event = try parser.next() {
                    let data = try Self.parse(event.bytes)
                    switch event.event {
                    case "result": if let result = Self.result(data) { try await take(result) }
                    case "error": throw StoryboardError.gateway(data["error"]?.string ?? "the batch failed")
                    case "done": return
                    default: continue
                    }
                }
            }
            throw StoryboardError.gateway("the gateway ended the batch early")
        }
    }

    private static func result(_ data: JSONValue) -> Result? {
        guard let sequence = data["sequence"]?.int else { return nil }
        if let url = data["imageUrl"]?.string {
            return .picture(sequence: sequence, dataURL: url, notice: data["notice"]?.string)
        }
        return .failure(sequence: sequence, reason: data["error"]?.string ?? "no picture")
    }

    private func request(_ path: String, _ body: JSONValue, accept: String) -> ClientRequest {
        var fields: HTTPFields = ["Content-Type": "application/json", "Accept": accept]
        fields["Accept-Language"] = language
        if let key { fields["Authorization"] = "Bearer \(key)" }
        var request = ClientRequest(.post, base + path, fields: fields, body: .bytes(body.bytes()))
        request.usesProxy = false
        return request
    }

    /// Runs `body` with an answer of status 200; every other status is an error that carries the gateway's sentence.
    private func withAnswer<Value: Sendable>(
        to request: ClientRequest, _ body: nonisolated(nonsending) (ClientResponse) async throws -> Value
    ) async throws -> Value {
        do {
            return try await client.withResponse(request) { response in
                guard response.status == .ok else {
                    let answer = try Self.parse(try await response.collect(limit: Self.longestAnswer))
                    throw StoryboardError.gateway(answer["error"]?.string ?? "the gateway answers \(response.status)")
                }
                return try await body(response)
            }
        } catch let error as HTTPClientError {
            throw StoryboardError.gateway("no answer from \(base): \(error)")
        }
    }

    private static func parse(_ bytes: [UInt8]) throws(StoryboardError) -> JSONValue {
        do { return try JSONValue.parse(bytes) } catch {
            throw .gateway("the gateway's answer is no JSON: \(error)")
        }
    }
}
