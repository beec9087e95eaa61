import HTTPClient
import ImageWorkerCore
import JSON
import ProviderKit
import TestSupport
import Testing

/// Reference images of a request, from their reading to the provider that gets them.
struct ReferenceTests {
    private static let picture = ScriptedPicture.png(bytes: 2000)
    private static let dataURL = "data:image/png;base64," + Base64.string(picture)

    /// A worker whose only provider of choice takes three references, and may fetch from this machine.
    private func withTaker(
        _ rule: ReferenceRule = ReferenceRule(most: 3, form: .bytes), _ limits: ReferenceLimits = ReferenceLimits(),
        _ body: @escaping @Sendable (WorkerUnderTest, StandIn) async throws -> Void
    ) async throws {
        let taker = StandIn(references: rule)
        let options = WorkerOptions.with {
            $0.others = [taker]
            $0.preferred = [ProviderID("stand-in")]
            $0.fetchAllowed = [AddressGuard.Host("127.0.0.1")].compactMap(\.self)
            $0.referenceLimits = limits
        }
        try await withWorker(JimengScript(), options) { try await body($0, taker) }
    }

    @Test func allFormsReachTheProviderAsBytesInTheirOrder() async throws {
        try await withTaker { worker, taker in
            let answer = try await worker.order([
                "prompt": "张三在山上",
                "referenceImages": [
                    .string(worker.jimengURL + "/pictures/1"), .string(Self.dataURL),
                    [
                        "data": .string(Base64.string(Self.picture)), "name": "张三",
                        "publicUrl": "https://a.example/x?s=1",
                    ],
                ],
            ])
            try #require(answer.status == 200, "\(answer.text.prefix(300))")
            let order = try #require(taker.orders.first)
            #expect(order.references.map(\.picture?.bytes) == [Self.picture, Self.picture, Self.picture])
            #expect(order.references.map(\.name) == [nil, nil, "张三"])
            #expect(
                order.references.map(\.address) == [worker.jimengURL + "/pictures/1", nil, "https://a.example/x?s=1"])
            #expect(order.boundPrompt(for: taker.facts.references) == "图3是张三。张三在山上")
        }
    }

    @Test func escapedSlashesOfADataURLAreTaken() async throws {
        try await withTaker { worker, taker in
            let text = Self.dataURL.split(separator: "/", omittingEmptySubsequences: false).joined(separator: "\\/")
            let body = #"{"prompt":"a","referenceImages":[{"url":"\#(text)","name":null}]}"#
            let answer = try await worker.http.send("POST", "/api/generate-image", body: Array(body.utf8))
            #expect(answer.status == 200, "\(answer.text.prefix(300))")
            #expect(taker.orders.first?.references.first?.picture?.bytes == Self.picture)
        }
    }

    @Test(arguments: [
        (#""ftp://x/y""#, "referenceImages[1]", "http"), ("7", "referenceImages[1]", "url"),
        (#"{}"#, "referenceImages[1]", "url"), (#"{"url":"https://a.b/","data":"aGk="}"#, "referenceImages[1]", "url"),
        (#""data:image/png;base64,####""#, "referenceImages[1]", "Base64"),
        (#""data:image/svg+xml,<svg/>""#, "referenceImages[1]", "Base64"),
        (#""data:image/png;base64,""#, "referenceImages[1]", "empty"),
        (
            #""data:image/svg+xml;base64,PHN2Zz48aW1hZ2UgaHJlZj0iaHR0cDovL3gvIi8+PC9zdmc+""#, "referenceImages[1]",
            "no picture"
        ),
        (#"{"data":"\#(huge)"}"#, "referenceImages[1]", "50000x50000"),
        (#"{"data":"\#(Base64.string(picture))","name":"a\nb"}"#, "referenceImages[1]", "name"),
        (#"{"url":"https://a.b/\u0000"}"#, "referenceImages[1]", "http"),
        (#"{"data":"\#(Base64.string(picture))","publicUrl":"file:///etc/passwd"}"#, "referenceImages[1]", "http"),
    ])
    func whatIsNoReferenceIsNamedByItsNumberBeforeAnyCall(
        _ second: String, _ field: String, _ word: String
    ) async throws {
        try await withTaker { worker, taker in
            let body = #"{"prompt":"a","referenceImages":["\#(Self.dataURL)",\#(second)]}"#
            try await expectRefused(worker, body, field, word)
            #expect(taker.orders.isEmpty)
        }
    }

    /// A PNG's header that claims 50,000 × 50,000 pixels.
    private static let huge = Base64.string(
        Array(picture[..<16]) + [0, 0, 0xC3, 0x50, 0, 0, 0xC3, 0x50] + Array(picture[24...]))

    @Test func moreThanTheLimitsAreRefusedBeforeTheyAreDecoded() async throws {
        let limits = ReferenceLimits(most: 2, each: 3000, all: 3500)
        try await withTaker(ReferenceRule(most: 9, form: .bytes), limits) { worker, _ in
            func body(_ list: [String]) -> String {
                #"{"prompt":"a","referenceImages":["\#(list.joined(separator: #"",""#))"]}"#
            }
            try await expectRefused(
                worker, body([Self.dataURL, Self.dataURL, Self.dataURL]), "referenceImages", "At most 2")
            try await expectRefused(worker, body([Self.dataURL, Self.dataURL]), "referenceImages[1]", "together")
            let large = "data:image/png;base64," + Base64.string(ScriptedPicture.png(bytes: 6000))
            try await expectRefused(worker, body([large]), "referenceImages[0]", "larger than 3000")
            let fetched = [worker.jimengURL + "/pictures/1", worker.jimengURL + "/pictures/2"]
            try await expectRefused(worker, body(fetched), "referenceImages[1]", "too large")
        }
    }

    @Test func anAddressThatCannotBeReadIsNamedBeforeAnyCall() async throws {
        try await withTaker { worker, taker in
            func body(_ url: String) -> String {
                #"{"prompt":"a","referenceImages":["\#(worker.jimengURL)/pictures/1","\#(url)"]}"#
            }
            try await expectRefused(worker, body(worker.jimengURL + "/nowhere"), "referenceImages[1]", "HTTP 404")
            try await expectRefused(worker, body(worker.jimengURL + "/livez"), "referenceImages[1]", "not a picture")
            try await expectRefused(worker, body("http://localhost:1/"), "referenceImages[1]", "not allowed")
            try await expectRefused(worker, body("http://169.254.169.254/x"), "referenceImages[1]", "not allowed")
            #expect(taker.orders.isEmpty)
        }
    }

    @Test func aProviderThatFetchesItselfGetsTheAddressOrSaysWhatToDo() async throws {
        try await withTaker(ReferenceRule(most: 3, form: .address)) { worker, taker in
            try await expectRefused(
                worker, #"{"prompt":"a","referenceImages":["\#(Self.dataURL)"]}"#, "referenceImages[0]", "PUBLIC_URL")
            let url = worker.jimengURL + "/pictures/1"
            let answer = try await worker.order(["prompt": "a", "referenceImages": [.string(url)]])
            #expect(answer.status == 200, "\(answer.text.prefix(300))")
            #expect(taker.orders.first?.references.first?.address == url)
        }
    }

    @Test(arguments: [
        (ReferenceRule(most: 0, form: .bytes), "referenceImages", "no reference images"),
        (ReferenceRule(most: 1, form: .bytes), "referenceImages", "at most 1"),
        (ReferenceRule(most: 2, form: .bytes, largestBytes: 1000), "referenceImages[0]", "at most 1000"),
        (ReferenceRule(most: 2, form: .bytes, types: [.jpeg]), "referenceImages[0]", "image/png"),
        (ReferenceRule(most: 2, form: .bytes, longestSide: 20), "referenceImages[0]", "a side"),
    ])
    func whatTheProviderDoesNotTakeIsRefusedBeforeAnyCall(
        _ rule: ReferenceRule, _ field: String, _ word: String
    ) async throws {
        try await withTaker(rule) { worker, taker in
            let url = worker.jimengURL + "/pictures/1"
            try await expectRefused(
                worker, #"{"prompt":"a","referenceImages":["\#(Self.dataURL)","\#(url)"]}"#, field, word)
            #expect(taker.orders.isEmpty)
        }
    }

    @Test func theSameIDWithOtherReferencesIsAnotherOrder() async throws {
        try await withTaker { worker, taker in
            func order(_ url: String, model: JSONValue = .null) async throws -> Int {
                try await worker.order([
                    "prompt": "a", "attemptId": "one", "model": model,
                    "referenceImages": [
                        ["data": .string(url), "publicUrl": "https://a.example/\(taker.orders.count)"]
                    ],
                ]).status
            }
            let other = "data:image/png;base64," + Base64.string(ScriptedPicture.png(bytes: 2400))
            let statuses = [
                try await order(Self.dataURL), try await order(Self.dataURL), try await order(other),
                try await order(Self.dataURL, model: "other"),
            ]
            #expect(statuses == [200, 200, 409, 409])
            #expect(taker.orders.count == 1)
        }
    }

    @Test func optionsAndModelReachTheProvider() async throws {
        try await withTaker { worker, taker in
            let answer = try await worker.order([
                "prompt": "a", "model": "m-1", "negativePrompt": "fog", "quality": "high", "background": "opaque",
                "inputFidelity": "low", "moderation": "auto", "steps": 8, "guidanceScale": 2.5, "trueCFGScale": 4,
                "maxSequenceLength": 512, "partialImages": 2, "seed": 3,
            ])
            #expect(answer.status == 200, "\(answer.text.prefix(300))")
            let order = try #require(taker.orders.first)
            #expect(order.model == "m-1")
            #expect(order.wishes == Set(PictureOptions.Name.allCases))
            #expect(order.options.guidanceScale == 2.5)
            #expect(order.options.trueCFGScale == 4)
        }
    }

    @Test(arguments: [
        #""steps":0"#, #""partialImages":4"#, #""guidanceScale":-1"#, #""quality":7"#, #""model":"a b""#,
        #""maxSequenceLength":0"#,
    ])
    func optionsOutOfEveryRangeAreRefused(_ member: String) async throws {
        try await withTaker { worker, taker in
            let field = String(member.split(separator: "\"")[0])
            let answer = try await worker.http.send(
                "POST", "/api/generate-image", body: Array(#"{"prompt":"a",\#(member)}"#.utf8))
            #expect(answer.status == 400)
            #expect(try answer.json()["details"]?["field"]?.string == field)
            #expect(taker.orders.isEmpty)
        }
    }

    private func expectRefused(
        _ worker: WorkerUnderTest, _ body: String, _ field: String, _ word: String,
        at location: SourceLocation = #_sourceLocation
    ) async throws {
        let answer = try await worker.http.send(
            "POST", "/api/generate-image", headers: ["Accept-Language": "en"], body: Array(body.utf8))
        let error = try answer.json()
        #expect(answer.status == 400, "\(answer.text.prefix(300))", sourceLocation: location)
        #expect(error["details"]?["field"]?.string == field, "\(answer.text.prefix(300))", sourceLocation: location)
        #expect(error["error"]?.string?.contains(word) == true, "\(answer.text.prefix(300))", sourceLocation: location)
    }
}
