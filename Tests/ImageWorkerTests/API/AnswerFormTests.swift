import FoundationEssentials
import HTTPCore
import JSON
import Signing
import TestSupport
import Testing

struct AnswerFormTests {
    @Test func jsonHoldsThePictureTheTaskAndTheFrameAsItWasSent() async throws {
        try await withWorker { worker in
            let frame = #"{"prompt":"山","n":1.50,"big":12345678901234567890,"x":{"y":[ ]}}"#
            let answer = try await worker.http.send(
                "POST", "/api/generate-image", headers: ["X-Request-Id": "req-1"],
                body: Array(#"{"prompt":"other","frame":\#(frame)}"#.utf8))
            try #require(answer.status == 200, "\(answer.text.prefix(300))")
            #expect(answer.text.contains(#""frame":\#(frame)"#))
            let data = try #require(try answer.json()["data"])
            #expect(data["taskId"] == "jimeng_v4_req-1")
            #expect(data["prompt"] == "山")
            #expect(data["provider"] == "jimeng")
            #expect(data["providerTaskId"]?.string?.hasPrefix("73926163365196") == true)
            let url = try #require(data["imageUrl"]?.string)
            let bytes = try #require(Data(base64Encoded: String(url.dropFirst("data:image/png;base64,".count))))
            #expect(Array(bytes) == ScriptedPicture.png(bytes: 2000))
            #expect(answer.headers["content-length"] == "\(answer.body.count)")
        }
    }

    @Test func bytesComeWithTheFactsInFields() async throws {
        try await withWorker { worker in
            let answer = try await worker.order(["prompt": "a hill"], accept: "image/*")
            #expect(answer.status == 200)
            #expect(answer.body == ScriptedPicture.png(bytes: 2000))
            #expect(answer.headers["content-type"] == "image/png")
            #expect(answer.headers["x-provider"] == "jimeng")
            #expect(answer.headers["x-task-id"]?.hasPrefix("jimeng_v4_") == true)
            #expect(answer.headers["x-provider-task-id"]?.isEmpty == false)
            #expect(answer.headers["etag"]?.isEmpty == false)
        }
    }

    @Test func eventsTellOfTheTaskBeforeThePictureAndNameWhereItIs() async throws {
        let script = JimengScript.with { $0.unreadyLooks = 3 }
        try await withWorker(script) { worker in
            let answer = try await worker.order(["prompt": "a hill"], accept: "text/event-stream")
            let events = answer.events
            #expect(events.prefix(2).map(\.name) == ["progress", "submitted"])
            #expect(events.last?.name == "image")
            #expect(events.dropFirst(2).dropLast().map(\.name) == ["progress", "progress", "progress"])
            let task = try #require(events.dropFirst().first?.json()["providerTaskId"]?.string)
            #expect(worker.jimeng.ledger.tasks[task] != nil)
            let image = try #require(try events.last?.json())
            #expect(image["type"] == "image/png")
            let picture = ScriptedPicture.png(bytes: 2000)
            #expect(image["bytes"]?.int == picture.count)
            #expect(image["sha256"]?.string == Hex.text(Digest.sha256(picture)))
            let fetched = try await worker.http.get(try #require(image["url"]?.string))
            #expect(fetched.body == picture)
        }
    }

    @Test func partsOfAKeptPictureAreGiven() async throws {
        try await withWorker { worker in
            _ = try await worker.order(["prompt": "a hill", "attemptId": "a1"], accept: "image/*")
            let picture = ScriptedPicture.png(bytes: 2000)
            let path = "/api/attempts/a1/picture"
            let part = try await worker.http.get(path, headers: ["Range": "bytes=10-19"])
            #expect(part.status == 206)
            #expect(part.body == Array(picture[10..<20]))
            #expect(part.headers["content-range"] == "bytes 10-19/\(picture.count)")
            let beyond = try await worker.http.get(path, headers: ["Range": "bytes=999999-"])
            #expect(beyond.status == 416)
        }
    }

    @Test func aPictureByLinkIsFetchedFromTheProvidersOwnOrigin() async throws {
        try await withWorker(.with { $0.answer = .url }) { worker in
            let answer = try await worker.order(["prompt": "a hill"], accept: "image/*")
            #expect(answer.status == 200, "\(answer.text.prefix(200))")
            #expect(answer.body == ScriptedPicture.png(bytes: 2000))
        }
    }

    @Test func aPictureInTheSubmitsOwnAnswerIsTaken() async throws {
        try await withWorker(.with { $0.submits = [.immediate] }) { worker in
            let answer = try await worker.order(["prompt": "a hill"], accept: "image/*")
            #expect(answer.body == ScriptedPicture.png(bytes: 2000))
            #expect(worker.jimeng.ledger.looks == 0)
            #expect(worker.jimeng.ledger.billed == 1)
        }
    }

    @Test func aPictureLargerThanOneReadComesWhole() async throws {
        let picture = ScriptedPicture.png(bytes: 3_000_000)
        try await withWorker(JimengScript(), .with { $0.picture = picture }) { worker in
            #expect(try await worker.order(["prompt": "a hill"], accept: "image/png").body == picture)
            let json = try await worker.order(["prompt": "a hill"]).json()
            let url = try #require(json["data"]?["imageUrl"]?.string)
            #expect(Data(base64Encoded: String(url.dropFirst(22))).map { Array($0) } == picture)
        }
    }
}
