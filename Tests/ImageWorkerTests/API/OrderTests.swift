import HTTPClient
import HTTPCore
import JSON
import TestSupport
import Testing

/// What is asked of Jimeng, and what is refused before anything is.
struct OrderTests {
    @Test func theSubmitIsSignedAndSaysWhatWasOrdered() async throws {
        try await withWorker(JimengScript(), .with { $0.suffix = "电影感" }) { worker in
            let order: JSONValue = ["prompt": "山\"水\"", "size": "2560x1440", "style": "水墨", "seed": 7]
            let answer = try await worker.order(order)
            #expect(answer.status == 200, "\(answer.text.prefix(300))")
            let body = try JSONValue.parse(try #require(worker.jimeng.ledger.bodies.first))
            #expect(body["req_key"] == "jimeng_t2i_v40")
            #expect(body["prompt"] == "山\"水\", 水墨, 电影感")
            #expect(body["width"] == 2560)
            #expect(body["height"] == 1440)
            #expect(body["seed"] == 7)
            #expect(body["force_single"] == true)
            #expect(worker.jimeng.ledger.badSignatures == [])
            #expect(try answer.json()["data"]?["prompt"] == "山\"水\"")
        }
    }

    @Test func referencesGoToJimengAsAddressesAndTheirNamesIntoThePrompt() async throws {
        let near = WorkerOptions.with { $0.fetchAllowed = [AddressGuard.Host("127.0.0.1")].compactMap(\.self) }
        try await withWorker(JimengScript(), near) { worker in
            let url = worker.jimengURL + "/pictures/1"
            let data = "data:image/png;base64," + Base64.string(ScriptedPicture.png(bytes: 300))
            let signed = "https://gateway.example/assets/7?sig=x"
            let answer = try await worker.order([
                "prompt": "张三骑马", "size": "4096x1024", "guidanceScale": 0.25,
                "referenceImages": [
                    ["url": .string(url), "name": "张三"], ["data": .string(data), "publicUrl": .string(signed)],
                ],
            ])
            #expect(answer.status == 200, "\(answer.text.prefix(300))")
            let body = try JSONValue.parse(try #require(worker.jimeng.ledger.bodies.first))
            #expect(body["image_urls"] == [.string(url), .string(signed)])
            #expect(body["prompt"] == "图1是张三。张三骑马")
            #expect(body["max_ratio"] == 4)
            #expect(body["min_ratio"] == nil)
            #expect(body["scale"] == 0.25)
            let refused = try await worker.order(["prompt": "a", "referenceImages": [.string(data)]])
            #expect(refused.status == 400)
            #expect(try refused.json()["error"]?.string?.contains("PUBLIC_URL") == true)
            #expect(worker.jimeng.ledger.submits == 1)
        }
    }

    @Test func aModelOfTheRequestIsSubmittedAndLookedAt() async throws {
        try await withWorker { worker in
            let answer = try await worker.order([
                "prompt": "a", "model": "jimeng_seedream46_cvtob", "guidanceScale": 40,
            ])
            #expect(answer.status == 200, "\(answer.text.prefix(300))")
            let body = try JSONValue.parse(try #require(worker.jimeng.ledger.bodies.first))
            #expect(body["req_key"] == "jimeng_seedream46_cvtob")
            #expect(body["scale"] == 40)
        }
    }

    @Test(arguments: [
        (#"{"prompt":"  "}"#, "prompt"), (#"{}"#, "prompt"), (#"{"prompt":7}"#, "prompt"),
        (#"{"prompt":"a","size":"512x512"}"#, "size"), (#"{"prompt":"a","size":"big"}"#, "size"),
        (#"{"prompt":"a","provider":"dalle"}"#, "provider"), (#"{"prompt":"a","frame":[]}"#, "frame"),
        (#"{"prompt":"a","frame":{"prompt":1}}"#, "frame.prompt"), (#"{"prompt":"a","attemptId":"a/b"}"#, "attemptId"),
        (#"{"prompt":"a","referenceImages":{}}"#, "referenceImages"), (#"{"prompt":"a","model":"dall-e-3"}"#, "model"),
        (#"{"prompt":"a","crop":true}"#, "crop"), (#"{"prompt":"a","crop":{"position":"middle"}}"#, "crop.position"),
        (#"{"prompt":"a","crop":{"pixels":0}}"#, "crop.pixels"),
        (#"{"prompt":"a","crop":{"pixels":16385}}"#, "crop.pixels"),
        (#"{"prompt":"a","crop":{"pixels":"4"}}"#, "crop.pixels"), (#"{"prompt":"a","output":"png"}"#, "output"),
        (#"{"prompt":"a","output":{}}"#, "output.format"),
        (#"{"prompt":"a","output":{"format":"gif"}}"#, "output.format"),
        (#"{"prompt":"a","output":{"format":"png","quality":101}}"#, "output.quality"),
        (#"{"prompt":"a","output":{"format":"png","size":"9000x10"}}"#, "output.size"),
        (#"{"prompt":"a","output":{"format":"png","size":"8000x8000"}}"#, "output.size"),
        (#"{"prompt":"a","output":{"format":"png","fit":"stretch"}}"#, "output.fit"),
        (#"{"resume":{"provider":"jimeng"}}"#, "resume"), (#"{"prompt":"a","seed":1.5}"#, "seed"),
    ])
    func anOrderThatCannotBeFulfilledNamesItsField(_ body: String, _ field: String) async throws {
        try await withWorker { worker in
            let answer = try await worker.http.send("POST", "/api/generate-image", body: Array(body.utf8))
            #expect(answer.status == 400, "\(answer.text)")
            let error = try answer.json()
            #expect(error["errorCode"] == "INVALID_REQUEST")
            #expect(error["details"]?["field"]?.string == field)
            #expect(worker.jimeng.ledger.submits == 0)
        }
    }

    @Test func cropFalseAndNoReferencesAreNoOrder() async throws {
        try await withWorker { worker in
            let answer = try await worker.order(["prompt": "a", "crop": false, "referenceImages": []])
            #expect(answer.status == 200, "\(answer.text.prefix(200))")
        }
    }

    @Test func aBodyThatIsNoJSONSaysWhere() async throws {
        try await withWorker { worker in
            let answer = try await worker.http.send("POST", "/api/generate-image", body: Array(#"{"prompt": x}"#.utf8))
            #expect(answer.status == 400)
            #expect(try answer.json()["details"]?["offset"] == 11)
        }
    }

    @Test func textsFollowTheLanguageOfTheRequest() async throws {
        try await withWorker { worker in
            let chinese = try await worker.order([:])
            #expect(try chinese.json()["error"] == "缺少必要参数: prompt")
            let english = try await worker.http.post(
                "/api/generate-image", [:], headers: ["Accept-Language": "en-GB,en;q=0.9"])
            #expect(try english.json()["error"] == "Missing required parameter: prompt")
        }
    }

    @Test func aWrongSecretKeyIsTheProvidersErrorAndCostsNothing() async throws {
        try await withWorker(JimengScript(), .with { $0.secretKey = "wrong" }) { worker in
            let answer = try await worker.order(["prompt": "a"])
            #expect(answer.status == 502)
            #expect(try answer.json()["details"]?["providerCode"] == "SignatureDoesNotMatch")
            #expect(!answer.text.contains("wrong"))
            #expect(worker.jimeng.ledger.billed == 0)
        }
    }
}
