import Glibc
import TestSupport

/// 5,000 pictures of 20 KB in flight at once, ordered within 2 s; each is ready before its first poll.
enum ManyInFlight {
    private static let pictures = 5_000
    private static let poll = 2.0

    static func run(_ report: inout Report) async throws {
        let folder = try TemporaryFolder()
        // Ready before the second poll, so that all 5,000 wait at the same time.
        let chain = try await Chain.start(
            jimeng: "--picture-bytes 20000 --ready-after 3.5 --answer base64", in: folder)
        let idle = try chain.memory()
        var waiting = idle
        let exchanges = LoadClient(
            Load(
                port: chain.gateway.port, pace: .arrivals(requests: pictures, within: .seconds(2)),
                request: { Load.post("/api/generate-image", #"{"prompt":"\#(prompt($0))"}"#) },
                whenAllSent: {
                    // All wait now, and none gets its picture before 4 s; by then each has been looked at once.
                    usleep(1_500_000)
                    waiting = (try? chain.memory()) ?? idle
                })
        ).run()
        let good = exchanges.filter(\.isGood)
        report.atLeast("5,000 in flight: delivered", Double(good.count), limit: Double(pictures), unit: "")
        let accepted = try await chain.acceptances()
        // The second poll, 4 s after acceptance, is the first at which the picture is ready.
        let delays = good.compactMap { exchange in
            accepted[prompt(exchange.index)].map { (exchange.ended - $0) / .seconds(1) - 2 * poll }
        }
        report.note("5,000 in flight: ordered to delivered, median", good.map(\.seconds).median, unit: "s")
        report.atMost("5,000 in flight: delay beyond that poll, median", delays.median, limit: 0.3, unit: "s")
        report.atMost("5,000 in flight: delay beyond that poll, p99", delays.percentile(99), limit: 1, unit: "s")
        let worker = Double(waiting.worker - idle.worker) / Double(pictures) / 1000
        let gateway = Double(waiting.gateway - idle.gateway) / Double(pictures) / 1000
        report.note("5,000 in flight: memory of each, worker", worker, unit: "KB")
        report.note("5,000 in flight: memory of each, gateway", gateway, unit: "KB")
        report.atMost("5,000 in flight: memory of each, both", worker + gateway, limit: 60, unit: "KB")
    }

    private static func prompt(_ index: Int) -> String { "a hill at dawn, number \(index)" }
}
