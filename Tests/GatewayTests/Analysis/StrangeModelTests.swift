import TestSupport
import Testing

@testable import GatewayAdapters
@testable import GatewayCore

/// Model servers that nobody should trust.
struct StrangeModelTests {
    private static let huge =
        #"{"choices":[{"delta":{"content":"x"}}],"usage":{"prompt_tokens":9223372036854775807,"#
        + #""completion_tokens":-9223372036854775808}}"#

    @Test func `figures of a model can be added up, whatever it says`() throws {
        var reader = ChatStreamReader()
        try reader.append(Array("data: \(Self.huge)\n\ndata: [DONE]\n\n".utf8))
        let answer = try reader.finish()
        #expect(answer.promptTokens == 1 << 40)
        #expect(answer.completionTokens == 0)
        var other = AnthropicStreamReader()
        try other.append(
            Array(#"{"content":[{"text":"x"}],"usage":{"output_tokens":9223372036854775807}}"#.utf8))
        #expect(try other.finish().completionTokens == 1 << 40)
    }

    @Test func `a stream that never ends is given up at the limit of an answer`() throws {
        var reader = ChatStreamReader()
        let text = String(repeating: "x", count: 1 << 20)
        let event = Array("data: {\"choices\":[{\"delta\":{\"content\":\"\(text)\"}}]}\n\n".utf8)
        var taken = 0
        #expect(throws: ScriptModelError.self) {
            for _ in 0..<40 {
                try reader.append(event)
                taken += event.count
            }
        }
        #expect(taken <= ChatStreamReader.limit)
    }
}
