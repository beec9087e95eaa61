import EventLoop
import FoundationEssentials
import HTTPClient
import JSON
import Launch

/// `gateway storyboard`: a script in, a folder with the finished board out, by a gateway that runs already.
struct StoryboardCommand {
    let options: StoryboardOptions
    /// The gateway's base URL.
    let base: String
    let key: String?

    /// Bytes of a script that the gateway would still take with the JSON around them.
    private static let longestScript = 8 << 20

    /// Runs the command with these arguments against the gateway that the settings speak of.
    static func run(_ arguments: [String], by settings: GatewaySettings) -> ExitCode {
        if arguments.contains("--help") || arguments.contains("-h") {
            StandardOutput.print(StoryboardOptions.usage + "\n")
            return .done
        }
        do {
            let options = try StoryboardOptions(arguments)
            let base = options.gateway ?? "http://\(settings.process.host):\(settings.process.port)"
            let slashless = base.hasSuffix("/") ? String(base.dropLast()) : base
            let key = settings.access.keys.first?.reveal()
            return StoryboardCommand(options: options, base: slashless, key: key).run()
        } catch {
            StandardError.print("gateway storyboard: \(error)")
            return .usage
        }
    }

    /// What went wrong is on standard error.
    private func run() -> ExitCode {
        do {
            let script = try Self.read(options.file)
            let folder = try StoryboardFolder(options.out)
            let loop = try EventLoop(name: "storyboard")
            loop.start()
            defer { loop.stop() }
            let client = try HTTPClient(loop: loop)
            return LoopRun.blocking(on: loop) {
                let code = await make(script, folder, client)
                await client.shutdown()
                return code
            }
        } catch {
            StandardError.print("gateway storyboard: \(error)")
            return .failed
        }
    }

    private func make(_ script: String, _ folder: StoryboardFolder, _ client: HTTPClient) async -> ExitCode {
        do {
            let gateway = StoryboardClient(
                client: client, base: base, key: key, language: script.isChineseText ? "zh" : "en")
            StandardOutput.print("Analysing \(options.file)\n")
            let analysis = try await gateway.analyse(script, scenes: options.scenes)
            let frames = analysis["storyboard_frames"]?.array ?? []
            describe(analysis, frames.count)
            var board = Board(analysis: analysis)
            try await gateway.pictures(of: frames) { result in
                StandardOutput.print(try board.take(result, into: folder, of: frames.count))
            }
            try folder.write("storyboard.json", board.json.bytes())
            try folder.write("index.html", Array(BoardPage(board).html.utf8))
            StandardOutput.print(board.closingWords(folder.path))
            return board.failures.isEmpty ? .done : .failed
        } catch {
            StandardError.print("gateway storyboard: \(error)")
            return .failed
        }
    }

    private func describe(_ analysis: JSONValue, _ frames: Int) {
        let summary = analysis["script_analysis"]
        let scenes = summary?["scenes"]?.array?.count ?? 0
        let people = summary?["characters"]?.array?.compactMap { $0["name"]?.string } ?? []
        let analyst = summary?["provider"]?.string ?? "?"
        StandardOutput.print("\(scenes) scenes, \(frames) frames, by \(analyst)\n")
        if !people.isEmpty { StandardOutput.print("Who is in it: \(people.joined(separator: ", "))\n") }
        for warning in analysis["warnings"]?.array ?? [] {
            StandardOutput.print("Note: \(warning["message"]?.string ?? warning.string ?? warning.text)\n")
        }
        StandardOutput.print("Making \(frames) pictures\n")
    }

    private static func read(_ path: String) throws(StoryboardError) -> String {
        let data: Data
        do { data = try Data(contentsOf: URL(fileURLWithPath: path)) } catch {
            throw .unreadable("cannot read \(path): \(error)")
        }
        guard data.count <= longestScript else { throw .unreadable("\(path) is over \(longestScript >> 20) MB") }
        guard let text = String(validating: data, as: UTF8.self) else { throw .unreadable("\(path) is not UTF-8 text") }
        return text
    }
}
