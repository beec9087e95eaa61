import GatewayCore
import Lifecycle
import Locks
import Models
import Signing
import TestSupport
import Testing

/// A worker that makes one picture and notes in which order it is asked for what.
private final class OnePicture: PictureService {
    let bytes = pngBytes(700_000)
    private let sha256: String
    private let log = Locked<[String]>([])

    init(told sha256: String? = nil) { self.sha256 = sha256 ?? Hex.text(Digest.sha256(pngBytes(700_000))) }

    var events: [String] { log.withLock { $0 } }
    func note(_ event: String) { log.withLock { $0.append(event) } }

    func make(
        _ order: PictureOrder, for call: CallIdentity, heard: @Sendable (PictureNews) async throws -> Void
    ) async throws -> FinishedPicture {
        note("made")
        let task = SubmittedPicture(provider: "p", taskID: "p_\(call.requestID)", providerTaskID: "7")
        try await heard(.submitted(task))
        return FinishedPicture(
            submitted: task, type: "image/png", byteCount: bytes.count, sha256: sha256, worker: "w", path: "/p",
            notice: nil)
    }

    func stream(
        _ picture: FinishedPicture, for call: CallIdentity, to write: @Sendable ([UInt8]) async throws -> Void
    ) async throws {
        note("streamed")
        for start in stride(from: 0, to: bytes.count, by: 32_768) {
            try await write(Array(bytes[start..<min(start + 32_768, bytes.count)]))
        }
    }

    func release(_ picture: FinishedPicture, for call: CallIdentity) async { note("released") }

    func models(for call: CallIdentity) async throws -> PictureModels { PictureModels([]) }
}

/// A store that notes when a picture is durable.
private struct NotingStore: AssetStore {
    let store: MemoryAssetStore
    let service: OnePicture

    func admit() async throws(AssetError) { try await store.admit() }
    func put(_ source: @Sendable (AssetSink) async throws -> Void) async throws -> Asset {
        let asset = try await store.put(source)
        service.note("durable")
        return asset
    }
    func open(_ id: AssetID) async throws(AssetError) -> (any OpenAsset)? { try await store.open(id) }
    func remove(_ id: AssetID) async throws(AssetError) -> Bool { try await store.remove(id) }
    func removeOlder(than seconds: Double) async throws(AssetError) -> Int {
        try await store.removeOlder(than: seconds)
    }
}

/// Pictures that are wanted as addresses: from the worker into the store.
struct PictureStoringTests {
    private let call = CallIdentity(requestID: "r1", language: .english)

    private func order(_ format: ImageFormat) -> PictureOrder {
        var order = PictureOrder(prompt: "a")
        order.imageFormat = format
        return order
    }

    private func pictures(_ service: OnePicture, _ store: MemoryAssetStore = MemoryAssetStore()) -> Pictures {
        Pictures(service: service, assets: NotingStore(store: store, service: service), time: SystemTime())
    }

    @Test func `the worker may forget a picture only when it is durable`() async throws {
        let service = OnePicture()
        let made = try await pictures(service).make(order(.url), for: call)
        guard case .stored(_, let id) = made else { throw NeverHappened(what: "a stored picture") }
        #expect(id == AssetID(sha256: Digest.sha256(service.bytes)))
        #expect(service.events == ["made", "streamed", "durable", "released"])
    }

    @Test func `an attempt that a repeated request may join stays until its answer is taken`() async throws {
        let service = OnePicture()
        var call = call
        call.attempt = AttemptName(id: "v1-1", isRepeated: false)
        let made = try await pictures(service).make(order(.url), for: call)
        guard case .stored = made else { throw NeverHappened(what: "a stored picture") }
        #expect(service.events == ["made", "streamed", "durable"])
    }

    @Test func `a picture that goes into the answer itself is not stored`() async throws {
        let service = OnePicture()
        let made = try await pictures(service).make(order(.data), for: call)
        guard case .atWorker = made else { throw NeverHappened(what: "a picture at its worker") }
        #expect(service.events == ["made"])
    }

    @Test func `a picture that finds no room stays with the worker, and the error names its task`() async throws {
        let service = OnePicture()
        let pictures = pictures(service, MemoryAssetStore(isFull: true))
        let refused = await #expect(throws: GatewayError.self) { try await pictures.admit(.url) }
        #expect(refused?.code == .storageFull)
        #expect(refused?.mayHaveCharged == false)
        try await pictures.admit(.data)
        let error = await #expect(throws: GatewayError.self) { try await pictures.make(order(.url), for: call) }
        #expect(error?.code == .storageFull)
        #expect(error?.code.status == 507)
        #expect(error?.details?.taskId == "p_r1")
        #expect(error?.mayHaveCharged == true)
        #expect(service.events == ["made", "streamed"])
    }

    @Test func `other bytes than the worker has told of are no picture`() async throws {
        let service = OnePicture(told: Hex.text(Digest.sha256([])))
        let error = await #expect(throws: GatewayError.self) {
            try await pictures(service).make(order(.url), for: call)
        }
        #expect(error?.code == .internal)
        #expect(error?.details?.taskId == "p_r1")
        #expect(!service.events.contains("released"))
    }
}
