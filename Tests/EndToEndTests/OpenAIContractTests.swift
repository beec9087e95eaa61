import FoundationEssentials
import JSON
import TestSupport
import Testing

/// Contract, section 4: what OpenAI's clients send and expect, by plain HTTP. The official library itself is run by
/// `Tests/Clients/run`.
struct OpenAIContractTests {
    private static let path = "/v1/images/generations"

    private func expectEnvelope(
        _ answer: PlainResponse, _ status: Int, code: String, parameter: JSONValue = .null,
        at location: SourceLocation = #_sourceLocation
    ) throws {
        #expect(answer.status == status, "\(answer.text.prefix(300))", sourceLocation: location)
        let body = try answer.json()
        #expect(body.object?.keys == ["error"], sourceLocation: location)
        expectMembers(body["error"], ["message", "type", "param", "code"], at: location)
        #expect(body["error"]?["code"] == .string(code), sourceLocation: location)
        #expect(body["error"]?["param"] == parameter, sourceLocation: location)
    }

    @Test func `pictures come as base64, with the figures of the request`() async throws {
        let both = try await BothProcesses.start()
        let answer = try await both.http.post(Self.path, ["prompt": "a hill", "n": 3, "model": "gpt-image-1.5"])
        try #require(answer.status == 200, "\(answer.text.prefix(300))")
        let body = try answer.json()
        let data = try #require(body["data"]?.array)
        #expect(data.count == 3)
        for entry in data {
            expectMembers(entry, ["b64_json"])
            #expect(try pngSize(try Self.bytes(entry)).0 == 1024)
        }
        #expect(body["usage"]?["generated_images"] == 3)
        #expect(body["usage"]?["input_images"] == 0)
        #expect(try #require(body["usage"]?["processing_time_seconds"]?.double) > 0)
        #expect(try #require(body["created"]?.int) > 1_700_000_000)
        #expect(answer.headers["x-should-retry"] == "false")
    }

    @Test func `pictures come as addresses that anybody on this machine can open`() async throws {
        let both = try await BothProcesses.start()
        let order: JSONValue = ["prompt": "a hill", "n": 2, "response_format": "url"]
        let body = try await both.http.post(Self.path, order).json()
        let data = try #require(body["data"]?.array)
        #expect(data.count == 2)
        for entry in data {
            expectMembers(entry, ["url"])
            let origin = "http://127.0.0.1:\(both.http.port)"
            let url = try #require(entry["url"]?.string)
            #expect(url.hasPrefix(origin + "/assets/"))
            #expect(try pngSize(try await both.http.get(String(url.dropFirst(origin.count))).body).0 == 1024)
        }
    }

    @Test func `without a host that an address could stand on the parameter is named`() async throws {
        let both = try await BothProcesses.start(gateway: ["GATEWAY_API_KEYS": "k"])
        let body = #"{"prompt":"a hill","response_format":"url"}"#
        // Only HTTP/1.0 may leave it out.
        let head = "POST \(Self.path) HTTP/1.0\r\nAuthorization: Bearer k\r\nContent-Length: \(body.utf8.count)\r\n\r\n"
        let connection = try await both.http.open()
        try await connection.send(Array((head + body).utf8))
        let answer = try await connection.response()
        try expectEnvelope(answer, 400, code: "INVALID_REQUEST", parameter: "response_format")
    }

    @Test func `the stream ends with the whole picture`() async throws {
        let both = try await BothProcesses.start()
        let answer = try await both.http.post(Self.path, ["prompt": "a hill", "stream": true, "partial_images": 2])
        let events = answer.events
        #expect(events.map(\.name) == ["image_generation.completed"])
        let event = try #require(events.first).json()
        #expect(event["type"] == "image_generation.completed")
        #expect(try pngSize(try Self.bytes(event)).0 == 1024)
    }

    @Test(arguments: [
        (#"{}"#, "prompt"), (#"{"prompt":" "}"#, "prompt"), (#"{"prompt":7}"#, "prompt"),
        (#"{"prompt":"a","n":0}"#, "n"), (#"{"prompt":"a","n":11}"#, "n"), (#"{"prompt":"a","n":"2"}"#, "n"),
        (#"{"prompt":"a","size":"9x9"}"#, "size"), (#"{"prompt":"a","colour":"red"}"#, "colour"),
        (#"{"prompt":"a","response_format":"tiff"}"#, "response_format"),
        (#"{"prompt":"a","output_compression":50}"#, "output_format"), (#"{"prompt":"a","stream":1}"#, "stream"),
        (#"{"prompt":"a","provider":"nobody"}"#, "provider"),
    ])
    func `a fault names its parameter`(body: String, parameter: String) async throws {
        let both = try await BothProcesses.start()
        let answer = try await both.http.send(
            "POST", Self.path, headers: ["Content-Type": "application/json"], body: Array(body.utf8))
        try expectEnvelope(answer, 400, code: "INVALID_REQUEST", parameter: .string(parameter))
    }

    @Test func `every error has OpenAI's envelope, those of the server too`() async throws {
        let both = try await BothProcesses.start(gateway: ["GATEWAY_API_KEYS": "k"])
        let key = ["Authorization": "Bearer k"]
        try expectEnvelope(try await both.http.post(Self.path, ["prompt": "a"]), 401, code: "UNAUTHORIZED")
        try expectEnvelope(try await both.http.get(Self.path, headers: key), 405, code: "METHOD_NOT_ALLOWED")
        try expectEnvelope(try await both.http.get("/v1/none", headers: key), 404, code: "NOT_FOUND")
        try expectEnvelope(
            try await both.http.post(Self.path, ["prompt": "a", "model": "nope"], headers: key), 404,
            code: "NOT_FOUND", parameter: "model")
        let broken = try await both.http.send("POST", Self.path, headers: key, body: Array("{".utf8))
        try expectEnvelope(broken, 400, code: "INVALID_REQUEST")
    }

    @Test func `models are the providers, with their models`() async throws {
        let keys = ["VOLCENGINE_ACCESS_KEY_ID": "a", "VOLCENGINE_SECRET_ACCESS_KEY": "b"]
        let both = try await BothProcesses.start(worker: keys)
        let list = try await both.http.get("/v1/models").json()
        let names = try #require(list["data"]?.array).compactMap { $0["id"]?.string }
        #expect(Set(names).isSuperset(of: ["jimeng", "sketch"]))
        #expect(list["object"] == "list")
        #expect(try await both.http.get("/v1/models/jimeng").json()["owned_by"] == "jimeng")
        try expectEnvelope(try await both.http.get("/v1/models/none"), 404, code: "NOT_FOUND", parameter: "model")
    }

    @Test(.timeLimit(.minutes(3)))
    func `a client library that repeats by itself joins the picture that is under way`() async throws {
        try await withJimeng(.with { $0.readyAfter = .milliseconds(500) }) { paid in
            let body = #"{"prompt":"a hill","n":2}"#
            let client = try await paid.begin(Self.path, body)
            try await paid.ledger("both submits") { $0.billed == 2 }
            client.leave()
            let again = try await paid.both.http.send(
                "POST", Self.path,
                headers: ["Content-Type": "application/json", "x-stainless-retry-count": "1"], body: Array(body.utf8))
            try #require(again.status == 200, "\(again.text.prefix(300))")
            for entry in try #require(try again.json()["data"]?.array) {
                #expect(try Self.bytes(entry) == ScriptedPicture.png(bytes: 2000))
            }
            #expect(paid.jimeng.ledger.submits == 2)
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `an unknown outcome is told as one and is the same when it is asked for again`() async throws {
        try await withJimeng(.with { $0.submits = [.cut(billed: true)] }) { paid in
            let first = try await paid.both.http.post(Self.path, ["prompt": "a hill"])
            try expectEnvelope(first, 504, code: "OUTCOME_UNKNOWN")
            #expect(first.headers["x-should-retry"] == "false")
            let again = try await paid.both.http.post(
                Self.path, ["prompt": "a hill"], headers: ["x-stainless-retry-count": "1"])
            try expectEnvelope(again, 504, code: "OUTCOME_UNKNOWN")
            #expect(paid.jimeng.ledger.billed == 1)
            #expect(paid.jimeng.ledger.submits == 1)
        }
    }

    @Test(.timeLimit(.minutes(3)))
    func `an answer that breaks off on its way is had again without a second payment`() async throws {
        try await withJimeng(picture: ScriptedPicture.png(bytes: 4_000_000)) { paid in
            let body = #"{"prompt":"a hill"}"#
            let client = try await paid.begin(Self.path, body)
            _ = try await client.head()
            client.leave()
            let again = try await paid.both.http.send(
                "POST", Self.path,
                headers: ["Content-Type": "application/json", "x-stainless-retry-count": "1"], body: Array(body.utf8))
            try #require(again.status == 200, "\(again.text.prefix(300))")
            #expect(try Self.bytes(try #require(try again.json()["data"]?[0])) == ScriptedPicture.png(bytes: 4_000_000))
            // And once more, though this one has arrived whole.
            let third = try await paid.both.http.send(
                "POST", Self.path,
                headers: ["Content-Type": "application/json", "x-stainless-retry-count": "2"], body: Array(body.utf8))
            #expect(third.status == 200)
            #expect(paid.jimeng.ledger.submits == 1)
        }
    }

    @Test(.timeLimit(.minutes(3)))
    func `a worker that may have the picture is not passed over for another`() async throws {
        try await withJimeng(.with { $0.readyAfter = .seconds(3) }) { paid in
            let other = try await BothProcesses.startWorker(paid.settings)
            let first = paid.both.workerHTTP.port
            let urls = "http://127.0.0.1:\(first),http://127.0.0.1:\(try await other.port())"
            let gateway = try await BothProcesses.startGateway(workerPort: first, ["IMAGE_WORKER_URL": urls])
            let http = PlainHTTP(port: try await gateway.port())
            let body = #"{"prompt":"a hill","model":"jimeng"}"#
            let client = try await paid.begin(Self.path, body, port: http)
            try await paid.ledger("the submit") { $0.billed == 1 }
            client.leave()
            let hasIt = paid.both.worker.lines.contains { $0.contains("image_generation_start") }
            (hasIt ? paid.both.worker : other).killGroup()
            let again = try await http.send(
                "POST", Self.path,
                headers: ["Content-Type": "application/json", "x-stainless-retry-count": "1"], body: Array(body.utf8))
            try expectEnvelope(again, 504, code: "OUTCOME_UNKNOWN")
            #expect(paid.jimeng.ledger.submits == 1)
        }
    }

    private static func bytes(_ entry: JSONValue) throws -> [UInt8] {
        let text = try #require(entry["b64_json"]?.string)
        return Array(try #require(Data(base64Encoded: text)))
    }
}
