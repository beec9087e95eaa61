import TestSupport

/// A batch of 1,000 frames, 100 side by side, each ready 1.9 s after acceptance and polled at 2 s: at best 20 s.
enum BatchPace {
    static func run(_ report: inout Report) async throws {
        let folder = try TemporaryFolder()
        let chain = try await Chain.start(
            jimeng: "--picture-bytes 20000 --ready-after 1.9 --answer base64",
            gateway: ["IMAGE_CONCURRENCY": "100"], in: folder)
        let frames = (1...1000).map { #"{"sequence":\#($0),"prompt":"frame \#($0), a hill at dawn"}"# }
        let body = #"{"frames":[\#(frames.joined(separator: ","))],"config":{"concurrency":100}}"#
        let request = Load.post("/api/generate-all-images", body)
        let exchanges = LoadClient(
            Load(port: chain.gateway.port, pace: .fixed(connections: 1, requests: 1)) { _ in request }
        )
        .run()
        guard let batch = exchanges.first, batch.isGood, batch.bodyBytes > 1000 * 20_000 else {
            throw NeverHappened(what: "a whole batch: \(exchanges)")
        }
        report.atMost("batch of 1,000 at 100 side by side / ideal 20 s", batch.seconds / 20, limit: 1.05, unit: "×")
    }
}
