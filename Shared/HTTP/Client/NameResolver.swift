import EventLoop
import Lifecycle

/// Names to addresses, looked up on own threads and kept for a while. Touched on the loop's thread only.
///
/// libcurl gets the addresses pinned: the guard has seen what is connected to, and no lookup can block the loop.
final class NameResolver: @unchecked Sendable {
    // @unchecked: everything that changes is touched on the loop's thread only.
    typealias Answer = Result<[IPAddress], AddressLookup.Failure>

    private struct Entry {
        let addresses: [IPAddress]
        let expires: ContinuousClock.Instant
    }

    /// Names kept at most; when it is full it starts anew.
    private static let maxEntries = 1024

    private let loop: EventLoop
    private let lifetime: Duration
    private let threads: BlockingThreads
    private var entries: [String: Entry] = [:]
    private var waiting: [String: [(Answer) -> Void]] = [:]

    init(loop: EventLoop, settings: HTTPClientSettings) {
        self.loop = loop
        lifetime = settings.addressLifetime
        threads = BlockingThreads(name: "names", count: settings.lookupThreads)
    }

    /// Answers on the loop: at once from memory, else when the lookup is done. Callers of one name share a lookup.
    func resolve(_ host: String, _ answer: @escaping (Answer) -> Void) {
        if let entry = entries[host], entry.expires > .now { return answer(.success(entry.addresses)) }
        let isFirst = waiting[host] == nil
        waiting[host, default: []].append(answer)
        if isFirst { look(up: host) }
    }

    func stop() async { await threads.stop() }

    private func look(up host: String) {
        // Belongs to none of the callers that wait for it, and ends by itself; hence a task of its own.
        Task.detached(executorPreference: loop) { [self] in
            let answer: Answer
            do {
                answer = try await threads.run { AddressLookup.addresses(of: host) }
            } catch {
                answer = .failure(AddressLookup.Failure(text: "no lookup: \(error)"))
            }
            loop.execute { [self] in finish(host, answer) }
        }
    }

    /// Failures are not kept: the next caller asks again.
    private func finish(_ host: String, _ answer: Answer) {
        if case .success(let addresses) = answer {
            if entries.count >= Self.maxEntries { entries = [:] }
            entries[host] = Entry(addresses: addresses, expires: .now + lifetime)
        }
        for waiter in waiting.removeValue(forKey: host) ?? [] { waiter(answer) }
    }
}
