import EventLoop
import HTTPClient

/// Asks the process that runs with the same settings whether it is ready: the health check of containers.
package enum Probe {
    /// `.done` when `/readyz` answers 200 within 4 seconds.
    package static func run(host: String, port: Int) -> ExitCode {
        do {
            let loop = try EventLoop(name: "probe")
            loop.start()
            defer { loop.stop() }
            let client = try HTTPClient(loop: loop)
            return LoopRun.blocking(on: loop) { await ask(client, "http://\(reachable(host)):\(port)/readyz") }
        } catch {
            StandardError.print("probe: \(error)")
            return .failed
        }
    }

    private static func ask(_ client: HTTPClient, _ url: String) async -> ExitCode {
        var request = ClientRequest(.get, url)
        request.deadline = .seconds(4)
        var code = ExitCode.failed
        do {
            let status = try await client.withResponse(request) { $0.status }
            if status == .ok { code = .done } else { StandardError.print("probe: \(url) answers \(status)") }
        } catch {
            StandardError.print("probe: \(url): \(error)")
        }
        await client.shutdown()
        return code
    }

    /// Where a process that listens on `host` can be asked from this machine.
    private static func reachable(_ host: String) -> String {
        switch host {
        case "0.0.0.0": "127.0.0.1"
        case "::", "[::]": "[::1]"
        default: host.contains(":") && !host.hasPrefix("[") ? "[\(host)]" : host
        }
    }
}
