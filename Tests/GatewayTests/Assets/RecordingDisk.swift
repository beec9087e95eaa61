import GatewayAdapters
import GatewayCore
import Glibc
import Locks

/// The machine's disk, written down call by call; may let one call fail.
final class RecordingDisk: AssetDisk {
    enum Call: Equatable {
        case makeFolder(String), create(String), write(String, [UInt8]), sync(String)
        case rename(String, String), link(String, String), syncFolder(String), remove(String)
    }

    private struct State {
        var calls: [Call] = []
        var paths: [CInt: String] = [:]
        var failing: (index: Int, error: AssetError)?
    }

    private let state = Locked(State())
    private let system = SystemDisk()
    /// Called before each call is done.
    private let before: @Sendable (Call) -> Void

    /// The call of that index, counted from 0, fails.
    init(failing: (index: Int, error: AssetError)? = nil, before: @escaping @Sendable (Call) -> Void = { _ in }) {
        self.before = before
        state.withLock { $0.failing = failing }
    }

    var calls: [Call] { state.withLock { $0.calls } }

    func makeFolder(_ path: String) throws(AssetError) -> Bool {
        try note(.makeFolder(path))
        return try system.makeFolder(path)
    }

    func create(_ path: String) throws(AssetError) -> CInt {
        try note(.create(path))
        let file = try system.create(path)
        state.withLock { $0.paths[file] = path }
        return file
    }

    func write(_ bytes: [UInt8], to file: CInt) throws(AssetError) {
        try note(.write(path(file), bytes))
        try system.write(bytes, to: file)
    }

    func sync(_ file: CInt) throws(AssetError) {
        try note(.sync(path(file)))
        try system.sync(file)
    }

    func rename(_ old: String, to new: String) throws(AssetError) {
        try note(.rename(old, new))
        try system.rename(old, to: new)
    }

    func link(_ old: String, to new: String) throws(AssetError) -> Bool {
        try note(.link(old, new))
        return try system.link(old, to: new)
    }

    func syncFolder(_ path: String) throws(AssetError) {
        try note(.syncFolder(path))
        try system.syncFolder(path)
    }

    func remove(_ path: String) throws(AssetError) -> Bool {
        try note(.remove(path))
        return try system.remove(path)
    }

    private func path(_ file: CInt) -> String { state.withLock { $0.paths[file] ?? "" } }

    private func note(_ call: Call) throws(AssetError) {
        let error = state.withLock { state in
            state.calls.append(call)
            return state.failing.flatMap { $0.index == state.calls.count - 1 ? $0.error : nil }
        }
        if let error { throw error }
        before(call)
    }
}

/// What is left of a disk when the power goes after some calls.
struct PowerCut {
    private final class File {
        var written: [UInt8] = []
        var durable = 0
    }

    /// Names that are there, and those that are on the medium. A folder's name stands for nil.
    private var names: [String: File?] = [:]
    private var durable: [String: File?] = [:]

    /// The files that are left, by path, once those calls were done. Bytes that no sync has covered are lost. Names that
    /// no sync of their folder has covered are lost as well, or, with `keepingNames`, happen to be there.
    static func survivors(
        of calls: some Sequence<RecordingDisk.Call>, under base: String, keepingNames: Bool
    ) -> [String: [UInt8]] {
        var cut = PowerCut()
        for call in calls { cut.perform(call) }
        let left = keepingNames ? cut.names : cut.durable
        var files: [String: [UInt8]] = [:]
        for (path, file) in left {
            guard let file, cut.isReachable(path, under: base, in: left) else { continue }
            files[path] = Array(file.written[..<file.durable])
        }
        return files
    }

    private mutating func perform(_ call: RecordingDisk.Call) {
        switch call {
        case .makeFolder(let path): if names[path] == nil { names[path] = .some(nil) }
        case .create(let path): names[path] = File()
        case .write(let path, let bytes): (names[path] ?? nil)?.written += bytes
        case .sync(let path):
            if let file = names[path] ?? nil { file.durable = file.written.count }
        case .rename(let old, let new):
            if let file = names.removeValue(forKey: old) { names[new] = file }
        case .link(let old, let new): if names[new] == nil { names[new] = names[old] }
        case .remove(let path): names[path] = nil
        case .syncFolder(let folder): syncNames(in: folder)
        }
    }

    private mutating func syncNames(in folder: String) {
        durable = durable.filter { Self.parent($0.key) != folder }
        for (path, file) in names where Self.parent(path) == folder { durable[path] = file }
    }

    private func isReachable(_ path: String, under base: String, in names: [String: File?]) -> Bool {
        var folder = Self.parent(path)
        while folder != base {
            guard names[folder] != nil else { return false }
            folder = Self.parent(folder)
        }
        return true
    }

    private static func parent(_ path: String) -> String {
        path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
    }
}
