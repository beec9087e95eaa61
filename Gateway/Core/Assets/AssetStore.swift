/// The port to where files are kept for good, each under the hash of its bytes.
package protocol AssetStore: Sendable {
    /// Asks before something is ordered that may cost money: throws where it could not be kept.
    func admit() async throws(AssetError)

    /// Keeps the bytes that `source` writes into the sink it is given, piece by piece and in order. On return they are
    /// durable; whatever goes wrong before, nothing of them is left. Bytes that are there already get a fresh time.
    /// - Throws: `AssetError`, and what `source` throws.
    func put(_ source: @Sendable (_ sink: AssetSink) async throws -> Void) async throws -> Asset

    /// The asset for reading; nil when there is none. What is opened can be read to its end though it is removed.
    func open(_ id: AssetID) async throws(AssetError) -> (any OpenAsset)?

    /// Removes the asset; false when there is none.
    func remove(_ id: AssetID) async throws(AssetError) -> Bool

    /// Removes what was last put before that second since 1970; gives their number.
    func removeOlder(than unixSeconds: Double) async throws(AssetError) -> Int
}

extension AssetStore {
    /// Whether the asset is there.
    package func contains(_ id: AssetID) async throws(AssetError) -> Bool { try await open(id) != nil }
}

/// Takes the next bytes.
package typealias AssetSink = @Sendable ([UInt8]) async throws -> Void

/// An asset that is being read.
package protocol OpenAsset: Sendable {
    var asset: Asset { get }

    /// Hands over those bytes in order, a piece at a time.
    /// - Throws: `AssetError`, and what `write` throws.
    func read(_ range: Range<Int>, to write: AssetSink) async throws
}

/// Why a store could not keep or give something.
package enum AssetError: Error, Sendable, Equatable {
    /// There is no room.
    case full
    /// The first bytes are of no `AssetType`.
    case unknownType
    /// The system's word for it, with the number of the error.
    case io(call: String, code: Int32)
}
