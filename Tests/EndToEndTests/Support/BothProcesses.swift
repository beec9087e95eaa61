import TestSupport

/// An image worker and a gateway that uses it, as processes on free ports, with no key of any provider.
struct BothProcesses {
    let worker: ProcessUnderTest
    let gateway: ProcessUnderTest
    let workerHTTP: PlainHTTP
    let http: PlainHTTP

    /// Starts both; `worker` and `gateway` add to their environments. `workerHTTP` works with the usual host alone.
    static func start(
        worker: [String: String] = [:], gateway: [String: String] = [:], workerHost: String = "127.0.0.1"
    ) async throws -> BothProcesses {
        let workerProcess = try await startWorker(worker.merging(["HOST": workerHost]) { $1 })
        let workerPort = try await workerProcess.port()
        let gatewayProcess = try await startGateway(workerHost: workerHost, workerPort: workerPort, gateway)
        return BothProcesses(
            worker: workerProcess, gateway: gatewayProcess, workerHTTP: PlainHTTP(port: workerPort),
            http: PlainHTTP(port: try await gatewayProcess.port()))
    }

    /// Starts an image worker alone.
    static func startWorker(_ environment: [String: String] = [:]) async throws -> ProcessUnderTest {
        try await ProcessUnderTest.start("image-worker", environment: base.merging(environment) { $1 })
    }

    /// Starts a gateway that expects its worker on that port.
    static func startGateway(
        workerHost: String = "127.0.0.1", workerPort: Int, _ environment: [String: String] = [:]
    ) async throws -> ProcessUnderTest {
        let wired = base.merging(["IMAGE_WORKER_URL": "http://\(workerHost):\(workerPort)"]) { $1 }
        return try await ProcessUnderTest.start("gateway", environment: wired.merging(environment) { $1 })
    }

    /// A short drain, so that a test which stops a process does not wait for load balancers.
    private static let base = ["PORT": "0", "HOST": "127.0.0.1", "DRAIN_DELAY_SECONDS": "0.1"]
}
