import FoundationEssentials
import JSON
import TestSupport
import Testing

/// `gateway storyboard` against running processes: what `deploy/quickstart` calls.
struct StoryboardCommandTests {
    private static let script = """
        第一场 客栈 夜

        <script>alert("x")</script> & 张三推开门。
        张三：有人吗？

        第二场 山道 清晨

        李四牵着马走在山道上。
        """

    @Test func `a script becomes a folder with panels, a document and a page`() async throws {
        let both = try await BothProcesses.start()
        let folder = try TemporaryFolder()
        let file = try folder.write("script.txt", Self.script)
        let command = try await ProcessUnderTest.start(
            "gateway",
            [
                "storyboard", file, "--out", folder.path + "/board", "--scenes", "2", "--gateway",
                "http://127.0.0.1:\(both.http.port)",
            ])
        try #require(try await command.waitForExit() == .exited(0), "\(command.lines)")
        let document = try JSONValue.parse(
            [UInt8](Data(contentsOf: URL(fileURLWithPath: folder.path + "/board/storyboard.json"))))
        let frames = try #require(document["storyboard_frames"]?.array)
        #expect(frames.count >= 2)
        for frame in frames {
            let panel = try #require(frame["panel"]?.string)
            let bytes = try [UInt8](Data(contentsOf: URL(fileURLWithPath: folder.path + "/board/" + panel)))
            #expect(try pngSize(bytes) == (1024, 1024))
        }
        let page = try String(
            decoding: Data(contentsOf: URL(fileURLWithPath: folder.path + "/board/index.html")), as: UTF8.self)
        #expect(page.split(separator: "<img src=\"data:image/png;base64,").count == frames.count + 1)
        #expect(!page.contains("<script>"))
        #expect(page.contains("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; 张三"))
    }

    @Test func `frames without a picture are named and the exit says so`() async throws {
        try await withJimeng(.with { $0.submits = [.accept, .code(50412, status: 400)] }) { paid in
            paid.jimeng.play(.with { $0.submits = [.code(50412, status: 400)] }, for: "客栈")
            let folder = try TemporaryFolder()
            let file = try folder.write("script.txt", Self.script)
            let command = try await ProcessUnderTest.start(
                "gateway",
                ["storyboard", file, "--out", folder.path, "--gateway", "http://127.0.0.1:\(paid.both.http.port)/"])
            #expect(try await command.waitForExit() == .exited(1))
            #expect(command.lines.contains { $0.contains("without a picture") })
        }
    }

    @Test(arguments: [[], ["a", "b"], ["a", "--scenes", "0"], ["a", "--scenes"], ["--wrong"]])
    func `wrong use is told with the right one`(arguments: [String]) async throws {
        let command = try await ProcessUnderTest.start("gateway", ["storyboard"] + arguments)
        #expect(try await command.waitForExit() == .exited(2))
        #expect(command.lines.contains { $0.contains("Usage: gateway storyboard FILE") })
    }

    @Test func `a file that is missing or no text, and a gateway that is not there, are failures in a sentence`()
        async throws
    {
        let folder = try TemporaryFolder()
        let binary = folder.path + "/binary"
        try Data([0xFF, 0xFE, 0x00]).write(to: URL(fileURLWithPath: binary))
        let script = try folder.write("script.txt", Self.script)
        for (file, told) in [(folder.path + "/none", "cannot read"), (binary, "not UTF-8"), (script, "no answer from")]
        {
            let command = try await ProcessUnderTest.start(
                "gateway", ["storyboard", file, "--out", folder.path, "--gateway", "http://127.0.0.1:9"])
            #expect(try await command.waitForExit() == .exited(1))
            #expect(command.lines.contains { $0.contains(told) }, "\(command.lines)")
        }
    }
}
