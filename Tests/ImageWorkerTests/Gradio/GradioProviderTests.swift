import HTTPClient
import ImageWorkerCore
import Lifecycle
import Locks
import ProviderKit
import Settings
import TestSupport
import Testing

@testable import GradioProvider

/// An app that does not wish us well, and what is known of a result.
@Suite(.timeLimit(.minutes(1)))
struct GradioProviderTests {
    private struct SilentJournal: AttemptJournal {
        func submitting() async throws(GenerationError) {}
        func notSubmitted(_ why: GenerationError) async {}
        func accepted(_ task: ProviderTaskID) async {}
        func polled(_ count: Int, state: String) {}
        func partial(_ index: Int, _ picture: Picture) {}
    }

    private func wire(_ base: String) -> GradioWire {
        GradioWire(base: base, settings: GradioSettings(baseURL: base))
    }

    @Test(arguments: ["", "/gradio_api", "/a/b", "/a-b.c~d", "/"])
    func aPathOfTheAppIsTaken(_ prefix: String) {
        for base in ["https://a.hf.space", "http://127.0.0.1:7860", "https://a.invalid/app", "http://[::1]:7860"] {
            #expect(wire(base).takes(prefix: prefix), "\(base)")
        }
    }

    @Test(arguments: [
        ".attacker.net", "@attacker.net", ":6379", ":pw@attacker.net/", "attacker.net", "//attacker.net", "/a b",
        "/a?b", "/a#b", "/a%2F", "\\attacker.net", "/\\attacker.net", "/\u{E9}", "/a\r\nHost: b", "/@b", "?", "#",
        "/" + String(repeating: "a", count: 64),
    ])
    func whatIsNoPathIsNotTaken(_ prefix: String) {
        for base in ["https://a.hf.space", "http://127.0.0.1:7860"] {
            #expect(!wire(base).takes(prefix: prefix), "\(base)")
        }
    }

    /// Behind `@` the app's own address would be a name and a password.
    @Test func theTokenGoesNowhereElse() async throws {
        let other = try RawServer { connection in
            guard connection.readRequest() != nil else { return }
            connection.send(Self.json(#"{"event_id":"x"}"#))
        }
        let prefix = "@127.0.0.1:\(other.port)"
        let app = try RawServer { connection in
            guard connection.readRequest() != nil else { return }
            connection.send(Self.json(#"{"api_prefix":"\#(prefix)"}"#))
        }
        let settings = GradioSettings(baseURL: app.url, token: Secret("hf_x"))
        let error = try await withProvider(settings) { provider in
            await #expect(throws: GenerationError.self) {
                try await provider.generate(PictureOrder(prompt: "x"), SilentJournal())
            }
        }
        #expect(other.requests == [])
        #expect(app.requests.count == 1)
        #expect(error?.kind == .provider)
        #expect(error?.billed == .no)
        #expect(error?.text?.english.contains("api_prefix") == true)
    }

    /// Nobody waits for what is not given again.
    @Test func aResultIsNotLookedForOnceMore() async throws {
        let facts = try await withProvider(GradioSettings(baseURL: "http://127.0.0.1:1")) { $0.facts }
        #expect(!facts.keepsTasks)
    }

    private static func json(_ body: String) -> String {
        "HTTP/1.1 200 X\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n"
            + "Connection: close\r\n\r\n" + body
    }

    private func withProvider<Value: Sendable>(
        _ settings: GradioSettings, _ body: @escaping @Sendable (any ImageProvider) async throws -> Value
    ) async throws -> Value {
        try await withLoop { loop in
            let client = try HTTPClient(loop: loop)
            let threads = BlockingThreads(name: "drawing", count: 1)
            let tools = ProviderTools(client: client, time: SystemTime(), refusalResubmits: 0, threads: threads)
            let outcome: Result<Value, any Error>
            do {
                outcome = .success(try await body(settings.provider(tools)))
            } catch {
                outcome = .failure(error)
            }
            await client.shutdown()
            await threads.stop()
            return try outcome.get()
        }
    }
}
