import EventLoop
import HTTPServer
import TestSupport

/// Both processes, their worker with keys of a scripted Jimeng that runs in the test.
struct PaidPictures: Sendable {
    let both: BothProcesses
    let jimeng: ScriptedJimeng
    /// What a worker must be told to use it.
    let settings: [String: String]

    /// Posts an order for a picture and leaves the answer unread.
    func begin(_ path: String, _ body: String, port: PlainHTTP? = nil) async throws -> PlainConnection {
        try await (port ?? both.http).begin(
            "POST", path, headers: ["Content-Type": "application/json"], body: Array(body.utf8))
    }

    /// Waits until Jimeng has seen what `holds` says.
    func ledger(_ what: String, _ holds: @escaping @Sendable (JimengLedger) -> Bool) async throws {
        try await eventually(what) { holds(jimeng.ledger) }
    }
}

/// Runs `body` with both processes and a Jimeng that behaves by `script`; tasks are looked at every 50 ms, for
/// longer than any test takes.
func withJimeng(
    _ script: JimengScript = JimengScript(), worker: [String: String] = [:], gateway: [String: String] = [:],
    picture: [UInt8] = ScriptedPicture.png(bytes: 2000),
    _ body: @escaping @Sendable (PaidPictures) async throws -> Void
) async throws {
    try await withLoop { loop in
        let jimeng = ScriptedJimeng(script, picture: picture)
        let server = HTTPServer(loop: loop, handler: jimeng.router.handler)
        let keys = [
            "VOLCENGINE_ACCESS_KEY_ID": ScriptedJimeng.accessKey,
            "VOLCENGINE_SECRET_ACCESS_KEY": ScriptedJimeng.secretKey,
            "VOLCENGINE_BASE_URL": "http://127.0.0.1:\(try server.bind())", "JIMENG_POLL_SECONDS": "0.05",
            "JIMENG_MAX_POLLS": "4000",
        ]
        try await running([server], on: loop) {
            let both = try await BothProcesses.start(worker: keys.merging(worker) { $1 }, gateway: gateway)
            try await body(PaidPictures(both: both, jimeng: jimeng, settings: keys))
        }
    }
}
