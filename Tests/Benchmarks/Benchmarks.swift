import Glibc
import TestSupport

/// Measures both programs beside other servers, in one run, and holds the figures against their limits.
///
/// Ratios only mean something within one run: the speed of a machine drifts. Names of benchmarks on the command line run
/// those alone.
@main
enum Benchmarks {
    private static let all: [(String, @Sendable (inout Report) async throws -> Void)] = [
        ("start", StartAndIdle.run),
        ("panel", SketchedPanel.run),
        ("small", SmallRequests.run),
        ("stream", StreamedPicture.run),
        ("jimeng", PicturesThroughBoth.run),
        ("flight", ManyInFlight.run),
        ("batch", BatchPace.run),
    ]

    static func main() async {
        let wanted = CommandLine.arguments.dropFirst()
        let unknown = wanted.filter { name in !all.contains { $0.0 == name } }
        guard unknown.isEmpty else {
            say("Unknown: \(unknown.joined(separator: ", ")). Known: \(all.map(\.0).joined(separator: ", "))")
            exit(2)
        }
        var report = Report()
        for (name, run) in all where wanted.isEmpty || wanted.contains(name) {
            say("running: \(name)")
            do { try await run(&report) } catch { report.failed(name, error) }
        }
        exit(report.finish() ? 0 : 1)
    }
}
