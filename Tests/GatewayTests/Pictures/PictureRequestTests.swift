import GatewayCore
import JSON
import Testing

@testable import GatewayAPI

struct PictureRequestTests {
    private func order(_ text: String) throws -> PictureOrder {
        try PictureOrder(request: JSONRecord(Array(text.utf8)))
    }

    @Test(arguments: [
        (#"{"prompt":"a","frame":{"prompt":"b","jimengPrompt":"c"}}"#, "b"),
        (#"{"prompt":"a","frame":{"prompt":"  ","jimengPrompt":"c"}}"#, "c"),
        (#"{"prompt":"a","frame":{"sequence":1}}"#, "a"),
        (#"{"prompt":"a","frame":null}"#, "a"),
        (#"{"frame":{"jimengPrompt":"山"}}"#, "山"),
    ])
    func takesTheFramesPromptBeforeTheRequests(body: String, prompt: String) throws {
        #expect(try order(body).prompt == prompt)
    }

    @Test(arguments: [#"{}"#, #"{"prompt":""}"#, #"{"prompt":" \n"}"#, #"{"frame":{}}"#, #"{"prompt":null}"#])
    func namesTheMissingPrompt(body: String) {
        let error = #expect(throws: GatewayError.self) { try order(body) }
        #expect(error?.text(.chinese) == "缺少必要参数: prompt")
        #expect(error?.code == .invalidRequest)
        #expect(error?.details?.field == "prompt")
    }

    @Test func keepsTheFrameByteForByte() throws {
        let frame = #"{ "prompt":"x",  "unknown":[1.50e+3, "é\u00e9", {"a" : null}] ,"n":12345678901234567890}"#
        let order = try order(#"{"frame":"# + frame + "}")
        #expect(String(decoding: order.frame ?? [], as: UTF8.self) == frame)
    }

    @Test func takesFieldsFromConfigWhereTheRequestHasNone() throws {
        let order = try order(#"{"prompt":"a","size":"1x1","config":{"size":"2x2","provider":"sketch","seed":7}}"#)
        #expect(order.size == "1x1")
        #expect(order.provider == "sketch")
        #expect(order.seed == 7)
    }

    @Test(arguments: [
        (#"{"prompt":1}"#, "prompt"), (#"{"prompt":"a","frame":[]}"#, "frame"),
        (#"{"prompt":"a","seed":"x"}"#, "seed"), (#"{"prompt":"a","config":{"size":3}}"#, "config.size"),
        (#"{"frame":{"prompt":{}}}"#, "frame.prompt"),
    ])
    func namesTheFieldOfAWrongType(body: String, field: String) {
        let error = #expect(throws: JSONFieldError.self) { try order(body) }
        #expect(error?.field == field)
    }

    @Test func leavesOutFramesOfABatchThatHaveNoPrompt() throws {
        let body =
            #"{"frames":[{"prompt":"a","sequence":5},{"sequence":6},{"jimengPrompt":"b"}],"config":{"concurrency":9}}"#
        let order = try BatchRequest(JSONRecord(Array(body.utf8)), defaultConcurrency: 4).order
        #expect(order.items.map(\.sequence) == [5, 3])
        #expect(order.items.map(\.picture.prompt) == ["a", "b"])
        #expect(order.concurrency == 9)
    }

    @Test(arguments: [
        (#"{}"#, "frames"), (#"{"frames":[]}"#, "frames"), (#"{"frames":[{"sequence":1}]}"#, "frames"),
        (#"{"frames":[{"prompt":"a"}],"config":{"concurrency":0}}"#, "config.concurrency"),
        (#"{"frames":[{"prompt":"a"}],"config":{"imageFormat":"file"}}"#, "config.imageFormat"),
        (#"{"frames":[{"prompt":"a"}],"config":{"stopAfterFailures":-1}}"#, "config.stopAfterFailures"),
    ])
    func namesWhatIsWrongWithABatch(body: String, field: String) {
        let error = #expect(throws: GatewayError.self) {
            try BatchRequest(JSONRecord(Array(body.utf8)), defaultConcurrency: 4)
        }
        #expect(error?.code == .invalidRequest)
        #expect(error?.details?.field == field)
    }
}
