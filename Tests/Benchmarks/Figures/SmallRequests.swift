import FoundationEssentials
import TestSupport

/// Small requests at 64 connections, every server writing one log line a request; CPU time per request.
///
/// Rounds are interleaved, so that a machine which slows down slows down for all; the median of the rounds counts.
enum SmallRequests {
    private static let rounds = 5

    static func run(_ report: inout Report) async throws {
        let folder = try TemporaryFolder()
        var subjects = [try await Subject.ours("gateway", in: folder), try await nginx(in: folder)]
        if let node = find("node") {
            subjects.append(try await peer("node", "\(node) '\(peers)/node.js'", in: folder))
        } else {
            report.skip("small requests beside Node", why: "no node here")
        }
        if let uvicorn = venv("uvicorn") {
            subjects.append(try await peer("uvicorn", uvicornCommand(uvicorn), in: folder))
        } else {
            report.skip("small requests beside uvicorn", why: "no .build/venv with uvicorn and FastAPI here")
        }
        var cost: [String: [Double]] = [:]
        var answered: [String: Int] = [:]
        for _ in 0..<rounds {
            for subject in subjects {
                let (requests, microseconds) = try await round(subject)
                cost[subject.name, default: []].append(microseconds)
                answered[subject.name, default: 0] += requests
            }
        }
        judge(cost, &report)
        for subject in subjects { try await countLines(subject, answered[subject.name] ?? 0, &report) }
    }

    /// Requests answered and microseconds of the server's CPU for each.
    private static func round(_ subject: Subject) async throws -> (Int, Double) {
        let before = try subject.figures().cpu
        let wrk = try await ProcessUnderTest.start(
            "/usr/bin/wrk", ["-t1", "-c64", "-d2s", "http://127.0.0.1:\(subject.port)/livez"])
        guard try await wrk.waitForExit() == .exited(0) else {
            throw NeverHappened(what: "a run of wrk: \(wrk.lines)")
        }
        let spent = try subject.figures().cpu - before
        let words = wrk.lines.first { $0.contains(" requests in ") }?.split(separator: " ")
        guard let requests = words?.first.flatMap({ Int($0) }), !wrk.lines.contains(where: { $0.contains("Non-2xx") })
        else { throw NeverHappened(what: "answers of 200 from \(subject.name): \(wrk.lines)") }
        return (requests, spent / .microseconds(1) / Double(requests))
    }

    private static func judge(_ cost: [String: [Double]], _ report: inout Report) {
        let medians = cost.mapValues(\.median)
        for (name, value) in medians.sorted(by: { $0.value < $1.value }) {
            report.note("small request, CPU: \(name)", value, unit: "µs")
        }
        guard let ours = medians["gateway"] else { return }
        for (peer, limit) in [("nginx", 2.0), ("node", 0.8), ("uvicorn", 0.15)] {
            guard let theirs = medians[peer] else { continue }
            report.atMost("small request, CPU: gateway / \(peer)", ours / theirs, limit: limit, unit: "×")
        }
    }

    private static func countLines(_ subject: Subject, _ requests: Int, _ report: inout Report) async throws {
        // Buffered lines of the last moment are still on their way.
        try? await eventually("the last lines of \(subject.name)", within: .seconds(3)) {
            try subject.logLines(with: "/livez") >= requests
        }
        let share = Double(try subject.logLines(with: "/livez")) / Double(requests)
        report.atLeast("log lines per request: \(subject.name)", share, limit: 1, unit: "")
    }

    private static func nginx(in folder: TemporaryFolder) async throws -> Subject {
        let subject = try await Nginx.start(
            "nginx", server: "access_log \(folder.path)/nginx-access.log plain; location / { return 200 ok; }",
            ready: "/livez", in: folder)
        return Subject(
            name: subject.name, port: subject.port, process: subject.process, startTime: subject.startTime,
            log: "\(folder.path)/nginx-access.log")
    }

    private static func peer(_ name: String, _ command: String, in folder: TemporaryFolder) async throws -> Subject {
        try await Subject.start(name, command, ready: "/livez", in: folder)
    }

    private static func uvicornCommand(_ uvicorn: String) -> String {
        "'\(uvicorn)' service:app --app-dir '\(peers)' --host 127.0.0.1 --port $PORT >\"$LOG\" 2>&1"
    }

    /// The folder of the peers' sources, beside this file's folder.
    private static var peers: String {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().path + "/Peers"
    }

    private static func find(_ program: String) -> String? {
        ["/usr/local/bin/", "/usr/bin/"].map { $0 + program }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    private static func venv(_ program: String) -> String? {
        let path =
            URL(fileURLWithPath: peers).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().path + "/.build/venv/bin/" + program
        return FileManager.default.isExecutableFile(atPath: path) ? path : nil
    }
}
