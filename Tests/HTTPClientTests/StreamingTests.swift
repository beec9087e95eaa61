import Glibc
import HTTPClient
import HTTPCore
import Locks
import TestSupport
import Testing

@Suite(.serialized) struct StreamingTests {
    /// A source of `count` chunks of `size` bytes, each filled with its number.
    private func source(_ count: Int, _ size: Int) -> @Sendable () async throws -> [UInt8]? {
        let next = Locked(0)
        return {
            let number = next.withLock { next in
                defer { next += 1 }
                return next
            }
            return number < count ? [UInt8](repeating: UInt8(number % 251), count: size) : nil
        }
    }

    @Test(arguments: [true, false])
    func aStreamedBodyArrivesWhole(_ hasLength: Bool) async throws {
        let received = Locked(0)
        let server = try RawServer { connection in
            guard let head = connection.readHead() else { return }
            #expect(head.lowercased().contains("transfer-encoding: chunked") != hasLength)
            var tail: [UInt8] = []
            var count = 0
            while !hasLength || count < 3_000_000, tail.suffix(5) != Array("0\r\n\r\n".utf8)[...] {
                guard let bytes = connection.readSome(1 << 16) else { return }
                count += bytes.count
                tail = Array((tail + bytes).suffix(5))
            }
            received.withLock { $0 = count }
            connection.answer("got it")
        }
        try await withClient { client in
            let body = ClientBody.stream(length: hasLength ? 3_000_000 : nil, pull: source(30, 100_000))
            try await expectEqual(client.text(ClientRequest(.post, server.url, body: body)), "got it")
        }
        let count = received.withLock { $0 }
        #expect(hasLength ? count == 3_000_000 : count > 3_000_000 && count < 3_010_000)
    }

    @Test func whatHasComeIsToldBeforeTheFailureThatCameWithIt() async throws {
        let server = try RawServer { connection in
            guard connection.readRequest() != nil else { return }
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nid: 1")
        }
        try await withClient { client in
            try await client.withResponse(ClientRequest(.post, server.url)) { response in
                // Nobody reads yet: bytes and failure are both there when the first chunk is asked for.
                try await eventually("the end of the connection") { server.open == 0 }
                let first = try await response.nextChunk()
                #expect(first == Array("id: 1".utf8))
                await #expect(throws: HTTPClientError.self) { try await response.nextChunk() }
            }
        }
    }

    @Test func aSourceIsNotAskedFasterThanThePeerTakes() async throws {
        let asked = Locked(0)
        let stalling = try RawServer { connection in
            connection.shrinkReceiveBuffer()
            _ = connection.readHead()
            connection.waitForRelease()
        }
        defer { stalling.release() }
        try await withClient { client in
            var request = ClientRequest(.put, stalling.url)
            request.idleTimeout = .seconds(1)
            request.body = .stream(length: nil) {
                asked.withLock { $0 += 1 }
                return [UInt8](repeating: 1, count: 100_000)
            }
            let error = await client.failure(of: request)
            guard case .timedOut(.idle, .maybe) = error else { throw Unexpected("idle, but \(error as Any)") }
        }
        // What the kernel buffers, and no more: an unbounded source would be asked for gigabytes.
        #expect(asked.withLock { $0 } < 200)
    }

    @Test func aSourceThatFailsFailsTheRequest() async throws {
        let server = try RawServer { connection in
            _ = connection.readHead()
            connection.waitForEnd()
        }
        try await withClient { client in
            let body = ClientBody.stream(length: nil) { throw Unexpected("a chunk") }
            let error = await client.failure(of: ClientRequest(.put, server.url, body: body))
            guard case .uploadFailed(let cause, _) = error else { throw Unexpected("\(error as Any)") }
            #expect(cause is Unexpected)
        }
    }

    @Test func anEarlyAnswerEndsAnUploadThatWouldNotEnd() async throws {
        let server = try RawServer { connection in
            _ = connection.readHead()
            connection.send("HTTP/1.1 413 Too Large\r\nContent-Length: 3\r\nConnection: close\r\n\r\nbig")
            connection.waitForEnd()
        }
        try await withClient { client in
            let pause = Locked(0)
            let body = ClientBody.stream(length: nil) {
                let count = pause.withLock { count in
                    count += 1
                    return count
                }
                if count > 2 { try await Task.sleep(for: .seconds(3600)) }
                return [UInt8](repeating: 1, count: 1000)
            }
            let answer = try await client.fetch(ClientRequest(.post, server.url, body: body))
            #expect(answer == Answer(status: 413, body: Array("big".utf8)))
        }
    }

    @Test func aSlowBodyComesChunkByChunk() async throws {
        let server = try RawServer { connection in
            _ = connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
            for word in ["one", "two", "six"] {
                connection.send("3\r\n\(word)\r\n")
                connection.waitForRelease()
            }
            connection.send("0\r\nTrailer: x\r\n\r\n")
        }
        defer { server.release() }
        try await withClient { client in
            try await client.withResponse(ClientRequest(.get, server.url)) { response in
                for word in ["one", "two", "six"] {
                    try await expectEqual(response.nextChunk(), Array(word.utf8))
                    server.release(1)
                }
                try await expectEqual(response.nextChunk(), nil)
                try await expectEqual(response.nextChunk(), nil)
            }
        }
    }

    @Test(arguments: [2, 16, 64])
    func megabytesComeWholeInPiecesAndAtOnce(_ bufferKilobytes: Int) async throws {
        let picture = (0..<2_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
        let server = try RawServer { connection in
            while connection.readRequest() != nil {
                connection.send("HTTP/1.1 200 OK\r\nContent-Length: \(picture.count)\r\n\r\n")
                connection.send(picture)
            }
        }
        try await withClient { client in
            var request = ClientRequest(.get, server.url)
            request.readBufferBytes = bufferKilobytes * 1024
            request.deadline = .seconds(60)
            let pieces = try await client.withResponse(request) { response in
                var whole: [UInt8] = []
                while let chunk = try await response.nextChunk() { whole.append(contentsOf: chunk) }
                return whole
            }
            #expect(pieces == picture)
            try await expectEqual(client.fetch(request).body == picture, true)
            let rest = try await client.withResponse(request) { response in
                let first = try await response.nextChunk() ?? []
                return try await first + response.collect(limit: picture.count)
            }
            #expect(rest == picture)
        }
    }

    @Test func aLimitStopsABodyThatIsTooLarge() async throws {
        let server = try RawServer { connection in
            guard let request = connection.readRequest() else { return }
            let length = request.hasPrefix("GET /declared") ? "Content-Length: 100000" : "Connection: close"
            connection.send("HTTP/1.1 200 OK\r\n\(length)\r\n\r\n")
            connection.send([UInt8](repeating: 1, count: 100_000))
        }
        try await withClient { client in
            for path in ["/declared", "/endless"] {
                var request = ClientRequest(.get, server.url + path)
                request.maxResponseBytes = 50_000
                let error = await client.failure(of: request)
                guard case .bodyTooLarge(limit: 50_000) = error else { throw Unexpected("\(error as Any)") }
            }
            for path in ["/declared", "/endless"] {
                let request = ClientRequest(.get, server.url + path)
                let error = await #expect(throws: HTTPClientError.self) {
                    _ = try await client.fetch(request, limit: 99_999)
                }
                guard case .bodyTooLarge(limit: 99_999) = error else { throw Unexpected("\(error as Any)") }
            }
            try await expectEqual(client.fetch(ClientRequest(.get, server.url), limit: 100_000).body.count, 100_000)
        }
    }
}
