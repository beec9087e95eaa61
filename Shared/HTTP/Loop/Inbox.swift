import CLinux
import Glibc
import Locks

/// What other threads hand to the loop: jobs of Swift tasks and closures. The eventfd is written only for the first.
final class Inbox: Sendable {
    struct Contents {
        var jobs: [UnownedJob] = []
        var works: [@Sendable () -> Void] = []
        var isSignalled = false
    }

    let wakeDescriptor: CInt
    private let contents = Locked(Contents())

    init() throws(EventLoopError) {
        wakeDescriptor = eventfd(0, CInt(EFD_NONBLOCK | EFD_CLOEXEC))
        guard wakeDescriptor >= 0 else { throw EventLoopError(call: "eventfd") }
    }

    deinit { close(wakeDescriptor) }

    func put(_ job: UnownedJob) {
        signalIfFirst { $0.jobs.append(job) }
    }

    func put(_ work: @escaping @Sendable () -> Void) {
        signalIfFirst { $0.works.append(work) }
    }

    func wake() {
        signalIfFirst { _ in }
    }

    /// All that has come since the last call; the next `put` signals again.
    func take() -> Contents {
        var count: UInt64 = 0
        _ = read(wakeDescriptor, &count, 8)
        return contents.withLock { contents in
            defer { contents = Contents() }
            return contents
        }
    }

    private func signalIfFirst(_ add: (inout Contents) -> Void) {
        let isFirst = contents.withLock { contents in
            add(&contents)
            defer { contents.isSignalled = true }
            return !contents.isSignalled
        }
        guard isFirst else { return }
        var one: UInt64 = 1
        _ = write(wakeDescriptor, &one, 8)
    }
}
