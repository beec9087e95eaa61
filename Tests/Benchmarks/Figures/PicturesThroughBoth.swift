import TestSupport

/// Pictures of 2 MB that Jimeng gives as base64, through worker and gateway: CPU time of both for 1,000 of them.
enum PicturesThroughBoth {
    private static let pictures = 300

    static func run(_ report: inout Report) async throws {
        let folder = try TemporaryFolder()
        let chain = try await Chain.start(
            jimeng: "--picture-bytes 2000000 --answer base64",
            worker: ["JIMENG_POLL_SECONDS": "0.1"], in: folder)
        let request = Load.post("/api/generate-image", #"{"prompt":"a hill at dawn"}"#)
        _ = LoadClient(Load(port: chain.gateway.port, pace: .fixed(connections: 10, requests: 20)) { _ in request })
            .run()
        let before = try chain.cpu()
        let exchanges = LoadClient(
            Load(port: chain.gateway.port, pace: .fixed(connections: 20, requests: pictures)) { _ in request }
        ).run()
        let after = try chain.cpu()
        let good = exchanges.filter { $0.isGood && $0.bodyBytes > 2_600_000 }.count
        report.atLeast("2 MB by Jimeng as base64: delivered", Double(good), limit: Double(exchanges.count), unit: "")
        let scale = 1000 / Double(max(1, good))
        let worker = (after.worker - before.worker) / .seconds(1) * scale
        let gateway = (after.gateway - before.gateway) / .seconds(1) * scale
        report.note("2 MB by Jimeng as base64: CPU for 1,000, worker", worker, unit: "s")
        report.note("2 MB by Jimeng as base64: CPU for 1,000, gateway", gateway, unit: "s")
        report.atMost("2 MB by Jimeng as base64: CPU for 1,000, both", worker + gateway, limit: 6, unit: "s")
    }
}
