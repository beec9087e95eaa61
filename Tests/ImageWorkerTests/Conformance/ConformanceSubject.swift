import HTTPServer
import ImageWorkerCore
import JSON
import Lifecycle
import ProviderKit
import TestSupport
import Testing

/// A worker with one provider, and that provider's played service; both over real sockets.
struct ConformanceSubject: Sendable {
    let conformer: Conformer
    let service: any ScriptedService
    let http: PlainHTTP
    let attempts: Attempts
    let spool: WatchedSpool
    let log: LogCapture
    /// All cases run through it, as they do in a worker.
    let gate: ProviderGate?

    /// What every picture of the service is.
    static let picture = ScriptedPicture.png(bytes: 5000)

    /// Orders the picture of that attempt and reads the whole answer.
    func order(_ attempt: String = "p") async throws -> PlainResponse {
        try await http.post("/api/generate-image", Self.order(attempt), headers: ["Accept": "image/*"])
    }

    /// Orders it and leaves the answer unread.
    func begin(_ attempt: String = "p") async throws -> PlainConnection {
        try await http.begin(
            "POST", "/api/generate-image", headers: ["Accept": "image/*", "Content-Type": "application/json"],
            body: Self.order(attempt).bytes())
    }

    /// What the worker says of the attempt.
    func state(_ attempt: String = "p") async throws -> String? {
        try await http.get("/api/attempts/\(attempt)").json()["data"]?["state"]?.string
    }

    /// The rules that hold whatever happened: one payment a picture, a note before each submit, and no key in the log.
    func checkMoney(submits: Int, billed: Int, _ attempt: String = "p", at place: SourceLocation = #_sourceLocation) {
        #expect(service.submits == submits, sourceLocation: place)
        #expect(service.billed == billed, sourceLocation: place)
        #expect(service.billed <= 1, sourceLocation: place)
        let notes = spool.entries(attempt).filter { $0 == .submitting }.count
        #expect(notes == submits, "the journal: \(spool.entries(attempt))", sourceLocation: place)
        #expect(gate?.counts.submits == submits, sourceLocation: place)
        let lines = log.lines().joined()
        for secret in conformer.secrets { #expect(!lines.contains(secret), sourceLocation: place) }
    }

    private static func order(_ attempt: String) -> JSONValue { ["prompt": "a fox", "attemptId": .string(attempt)] }
}

/// Runs `body` with a worker whose provider's service behaves so.
func conforming(
    _ conformer: Conformer, _ conducts: [Conduct], _ limits: Conformer.Limits = Conformer.Limits(),
    _ body: @escaping @Sendable (ConformanceSubject) async throws -> Void
) async throws {
    let service = conformer.service(ConformanceSubject.picture)
    service.play(conducts)
    let log = try LogCapture()
    let time = SystemTime()
    let limit = SpoolLimits(all: 64 << 20, age: .seconds(600))
    let spool = WatchedSpool(SpillingSpool(limit, path: "/dev/null/spool", time: time))
    try await withLoop { loop in
        try await withWorker(on: loop, of: service.router, logger: log.logger) { ground in
            let gate = ProviderGate(of: conformer.id, limits.gate, time: ground.time)
            let provider = conformer.provider(ground.url, limits, ground.tools())
            return Attempts(
                ProviderRegistry([GatedProvider(provider, gate)]), spool: spool,
                references: GuardedReferences(ground.tools().fetcher()),
                time: ground.time)
        } body: { http, attempts, _ in
            try await body(
                ConformanceSubject(
                    conformer: conformer, service: service, http: http, attempts: attempts, spool: spool, log: log,
                    gate: (attempts.registry.providers.first as? GatedProvider)?.gate))
        }
    }
}
