import HTTPClient
import ImageWorkerCore
import JSON
import Lifecycle
import OpenAIChatProvider
import OpenRouterProvider
import ProviderKit
import Settings
import TestSupport
import Testing

/// Beyond the conformance suite: what chat providers alone do, over real sockets.
struct ChatProviderTests {
    /// A worker whose only provider is OpenRouter, played by `chat`.
    private func withOpenRouter(
        _ chat: ScriptedChat, _ body: @escaping @Sendable (PlainHTTP) async throws -> Void
    ) async throws {
        try await withLoop { loop in
            try await withWorker(on: loop, of: chat.router) { ground in
                let settings = OpenRouterSettings(key: Secret(ScriptedChat.key), baseURL: ground.url)
                let spool = SpillingSpool(
                    SpoolLimits(all: 64 << 20, age: .seconds(600)), path: "/dev/null/spool", time: ground.time)
                let tools = ground.tools()
                return Attempts(
                    ProviderRegistry([settings.provider(tools)]), spool: spool,
                    references: GuardedReferences(tools.fetcher()), time: ground.time)
            } body: { http, _, _ in
                try await body(http)
            }
        }
    }

    @Test func thePriceAndTheIDAreTold() async throws {
        let picture = ScriptedPicture.png(bytes: 2000)
        try await withOpenRouter(ScriptedChat(.openRouter, picture: picture)) { http in
            let answer = try await http.post("/api/generate-image", ["prompt": "a"], headers: ["Accept": "image/*"])
            #expect(answer.headers["x-cost-micro-usd"] == "38700")
            #expect(answer.headers["x-provider-task-id"] == "gen-1")
            #expect(answer.headers["x-task-id"]?.hasPrefix("openrouter_") == true)
        }
    }

    @Test(arguments: [ScriptedChat.Shape.openRouter, .relay, .document])
    func aPictureOfMegabytesOnOneLineComesWhole(_ shape: ScriptedChat.Shape) async throws {
        let picture = ScriptedPicture.png(bytes: 5_000_000)
        try await withOpenRouter(ScriptedChat(shape, picture: picture)) { http in
            let answer = try await http.post("/api/generate-image", ["prompt": "a"], headers: ["Accept": "image/*"])
            #expect(answer.status == 200, "\(answer.text.prefix(300))")
            #expect(answer.body == picture)
        }
    }

    @Test func whatTheServerNamesIsLeftOutOnce() async throws {
        let chat = ScriptedChat(.openRouter, picture: ScriptedPicture.png(bytes: 2000))
        chat.dislike("seed")
        try await withOpenRouter(chat) { http in
            let answer = try await http.post("/api/generate-image", ["prompt": "a", "seed": 3, "size": "1280x720"])
            #expect(answer.status == 200, "\(answer.text.prefix(300))")
            #expect(chat.submits == 1)
            #expect(chat.requests.last?["seed"] == nil)
            #expect(chat.requests.last?["image_config"] == ["aspect_ratio": "16:9"])
        }
    }

    @Test func whatIsNeededIsNotLeftOutAndASecondDislikeIsTheEnd() async throws {
        for disliked in [["model"], ["seed", "max_tokens"]] {
            let chat = ScriptedChat(.openRouter, picture: ScriptedPicture.png(bytes: 2000))
            disliked.forEach { chat.dislike($0) }
            try await withOpenRouter(chat) { http in
                let answer = try await http.post("/api/generate-image", ["prompt": "a", "seed": 3])
                #expect(answer.status == 502)
                #expect(chat.submits == 0)
            }
        }
    }

    @Test func theTaskIsToldBeforeThePicture() async throws {
        let chat = ScriptedChat(.openRouter, picture: ScriptedPicture.png(bytes: 2000))
        chat.play([.slow])
        try await withOpenRouter(chat) { http in
            async let answer = http.post(
                "/api/generate-image", ["prompt": "a", "attemptId": "p"], headers: ["Accept": "text/event-stream"])
            try await eventually("the generation's id") {
                try await http.get("/api/attempts/p").json()["data"]?["providerTaskId"] == "gen-1"
            }
            chat.release()
            let events = try await answer.events
            #expect(events.map(\.name) == ["progress", "submitted", "image"])
        }
    }

    @Test func referencesGoAlongAndAreBoundByName() async throws {
        let chat = ScriptedChat(.openRouter, picture: ScriptedPicture.png(bytes: 2000))
        let reference = "data:image/png;base64," + Base64.string(ScriptedPicture.png(bytes: 900))
        try await withOpenRouter(chat) { http in
            let order: JSONValue = [
                "prompt": "a portrait of Li", "referenceImages": [["data": .string(reference), "name": "Li"]],
            ]
            let answer = try await http.post("/api/generate-image", order)
            #expect(answer.status == 200, "\(answer.text.prefix(300))")
            let content = chat.requests.last?["messages"]?[0]?["content"]
            #expect(content?[0]?["text"]?.string?.contains("Image 1 is Li. ") == true)
            #expect(content?[1]?["image_url"]?["url"]?.string == reference)
        }
    }

    @Test func aTaskOfOpenRouterCannotBeResumed() async throws {
        try await withOpenRouter(ScriptedChat(.openRouter, picture: ScriptedPicture.png(bytes: 2000))) { http in
            let resume: JSONValue = ["resume": ["provider": "openrouter", "providerTaskId": "gen-1"]]
            let answer = try await http.post("/api/generate-image", resume)
            #expect(answer.status == 400)
        }
    }
}
