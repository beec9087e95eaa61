import HTTPClient
import HTTPCore
import Locks
import TestSupport
import Testing

/// Figures of memory, each in a process of its own: other tests would spoil them.
@Suite(.serialized, .timeLimit(.minutes(3))) struct MemoryTests {
    @Test func twoHundredStreamsNobodyReadsStayWithinFiftyMegabytes() async throws {
        await #expect(processExitsWith: .success) {
            let picture = (0..<2_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
            let server = try RawServer { connection in
                _ = connection.readRequest()
                connection.send("HTTP/1.1 200 OK\r\nContent-Length: \(picture.count)\r\n\r\n")
                connection.send(picture)
            }
            let before = residentBytes()
            try await withClient { client in
                let started = Locked(0)
                let mayRead = Gate()
                try await withThrowingTaskGroup(of: Bool.self) { group in
                    for _ in 0..<200 {
                        group.addTask {
                            try await client.withResponse(ClientRequest(.get, server.url)) { response in
                                var whole = try await response.nextChunk() ?? []
                                started.withLock { $0 += 1 }
                                await mayRead.wait()
                                var count = whole.count
                                var isSame = whole == Array(picture.prefix(count))
                                while let chunk = try await response.nextChunk() {
                                    whole = chunk
                                    isSame = isSame && whole == Array(picture[count..<count + whole.count])
                                    count += whole.count
                                }
                                return isSame && count == picture.count
                            }
                        }
                    }
                    try await eventually("all streams under way", within: .seconds(60)) {
                        started.withLock { $0 } == 200
                    }
                    try await Self.settled()
                    let growth = residentBytes() - before
                    #expect(growth < 50_000_000 || isSanitized, "\(growth)")
                    mayRead.open()
                    for try await isRight in group { #expect(isRight) }
                }
            }
        }
    }

    /// Until memory has stopped growing: the kernel has handed over what the client takes.
    private static func settled() async throws {
        let last = Locked(0)
        try await eventually("memory at rest", within: .seconds(60)) {
            // The time between two looks; nobody tells of the kernel's work.
            try await Task.sleep(for: .milliseconds(200))
            let now = residentBytes()
            return last.withLock { last in
                defer { last = now }
                return now - last < 200_000
            }
        }
    }

    /// 3,000 requests whose answers do not come; what each costs, its task included (which is larger without optimisation).
    @Test func aWaitingRequestCostsKilobytes() async throws {
        await #expect(processExitsWith: .success) {
            let listener = DeafListener()
            try await withClient { client in
                let before = residentBytes()
                let descriptors = openDescriptors()
                await withTaskGroup(of: Void.self) { group in
                    for _ in 0..<3000 {
                        let request = ClientRequest(
                            .post, "http://127.0.0.1:\(listener.port)/", fields: ["Content-Type": "application/json"],
                            body: .bytes(Array(#"{"prompt":"a lighthouse in the fog"}"#.utf8)))
                        group.addTask { _ = await client.outcome(of: request) }
                    }
                    let all: Void? = try? await eventually("connections", within: .seconds(30)) {
                        openDescriptors() >= descriptors + 3000
                    }
                    let each = (residentBytes() - before) / 3000
                    let limit = _isDebugAssertConfiguration() ? 32_000 : 20_000
                    #expect(all != nil)
                    #expect(each < limit || isSanitized, "\(each)")
                    group.cancelAll()
                }
                // A few are the client's own, for as long as it lives.
                try await eventually("the connections are closed") { openDescriptors() < descriptors + 10 }
            }
        }
    }
}
