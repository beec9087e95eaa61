import EventLoop
import FoundationEssentials
import HTTPServer
import JSON
import TestSupport

/// The scripted Jimeng and the scripted language model as one process, for benchmarks and scripts. Says where it listens, then serves until killed.
@main
enum ScriptedProvider {
    static func main() async throws {
        guard
            let options = ScriptedOptions(
                Array(CommandLine.arguments.dropFirst()), environment: ProcessInfo.processInfo.environment)
        else {
            print(ScriptedOptions.help)
            return
        }
        let loop = try EventLoop(name: "scripted-provider")
        loop.start()
        let jimeng = ScriptedJimeng(options.script, picture: ScriptedPicture.png(bytes: options.pictureBytes))
        var settings = ServerSettings()
        settings.port = options.port
        var router = jimeng.router
        let model = ScriptedLLM().handler
        for path in ["/chat/completions", "/v1/chat/completions", "/messages", "/v1/messages"] {
            router.post(path, model)
        }
        let server = HTTPServer(loop: loop, settings: settings, handler: chain([ErrorAnswers()], router.handler))
        let port = try server.bind()
        let listening: JSONValue = [
            "event": "listening", "host": "127.0.0.1", "port": .int(port),
            "accessKey": .string(ScriptedJimeng.accessKey), "secretKey": .string(ScriptedJimeng.secretKey),
        ]
        StandardOut.line(listening.text)
        try await server.run()
    }
}
