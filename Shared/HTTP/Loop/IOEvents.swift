import CLinux
import Glibc

/// What epoll reports of a file descriptor.
package struct IOEvents: OptionSet, Sendable {
    package let rawValue: UInt32

    package init(rawValue: UInt32) { self.rawValue = rawValue }

    package static let readable = IOEvents(rawValue: EPOLLIN.rawValue)
    package static let writable = IOEvents(rawValue: EPOLLOUT.rawValue)
    /// The peer has closed its sending side (FIN).
    package static let peerClosed = IOEvents(rawValue: EPOLLRDHUP.rawValue)
    /// Both sides are closed.
    package static let hangUp = IOEvents(rawValue: EPOLLHUP.rawValue)
    package static let error = IOEvents(rawValue: EPOLLERR.rawValue)
    /// Report changes only, not states.
    package static let edgeTriggered = IOEvents(rawValue: EPOLLET.rawValue)

    /// Anything that a pending read should look at.
    package var concernsReading: Bool { !isDisjoint(with: [.readable, .peerClosed, .hangUp, .error]) }
}

/// Something that owns a file descriptor watched by the loop; called on the loop's thread only.
package protocol IOHandler: AnyObject {
    /// The descriptor is ready in these ways; the handler may close it and drop others while in here.
    func ready(_ events: IOEvents)
}

/// A system call of the loop that failed, with errno.
package struct EventLoopError: Error, CustomStringConvertible {
    package let call: String
    package let code: CInt

    package init(call: String, code: CInt = errno) {
        self.call = call
        self.code = code
    }

    package var description: String { "\(call): \(String(cString: strerror(code)))" }
}
