import JSON
import TestSupport

/// Scripted Jimeng, worker and gateway, wired together as processes.
struct Chain {
    let jimeng: Subject
    let worker: Subject
    let gateway: Subject

    /// Starts the three; `script` is the scripted provider's command line.
    static func start(
        jimeng script: String, worker: [String: String] = [:], gateway: [String: String] = [:],
        in folder: TemporaryFolder
    ) async throws -> Chain {
        let jimeng = try await Subject.ours(
            "scripted-provider", arguments: "--port $PORT \(script)", ready: "/stats", in: folder)
        let keys = [
            "VOLCENGINE_ACCESS_KEY_ID": ScriptedJimeng.accessKey,
            "VOLCENGINE_SECRET_ACCESS_KEY": ScriptedJimeng.secretKey,
            "VOLCENGINE_BASE_URL": "http://127.0.0.1:\(jimeng.port)",
        ]
        let worker = try await Subject.ours("image-worker", environment: keys.merging(worker) { $1 }, in: folder)
        let address = ["IMAGE_WORKER_URL": "http://127.0.0.1:\(worker.port)"]
        let gateway = try await Subject.ours("gateway", environment: address.merging(gateway) { $1 }, in: folder)
        return Chain(jimeng: jimeng, worker: worker, gateway: gateway)
    }

    /// When Jimeng accepted each prompt.
    func acceptances() async throws -> [String: ContinuousClock.Instant] {
        let tasks = try await PlainHTTP(port: jimeng.port).get("/tasks").json().array ?? []
        let now = ContinuousClock.now
        return Dictionary(
            tasks.compactMap { task in
                guard let prompt = task["prompt"]?.string, let age = task["ageSeconds"]?.double else { return nil }
                return (prompt, now - .seconds(age))
            }, uniquingKeysWith: { first, _ in first })
    }

    /// CPU time of worker and gateway.
    func cpu() throws -> (worker: Duration, gateway: Duration) {
        (try worker.figures().cpu, try gateway.figures().cpu)
    }

    /// Memory of worker and gateway, in bytes.
    func memory() throws -> (worker: Int, gateway: Int) {
        (try worker.figures().residentBytes, try gateway.figures().residentBytes)
    }
}
