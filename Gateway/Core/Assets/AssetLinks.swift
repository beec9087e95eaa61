import Lifecycle
import Locks
import Signing

/// Addresses of assets for those who have no key: providers, `<img>`, whoever is given one. Signed, and good until a
/// set time.
package final class AssetLinks: Sendable {
    /// `PUBLIC_URL`: where others reach this gateway, without a slash at its end; nil when nobody has said.
    package let publicURL: String?
    private let lifetime: Int
    private let time: any TimeSource
    private let known: Locked<AssetSignature?>
    private let makeSecret: @Sendable () async throws -> [UInt8]

    /// Signs for `lifetime` with the secret that is there; where there is none yet, `makeSecret` gives it, once, when the
    /// first address is made. Until then no signature is valid: nobody can have been given one.
    package init(
        publicURL: String?, lifetime: Duration, secret: [UInt8]?, time: any TimeSource,
        makeSecret: @escaping @Sendable () async throws -> [UInt8]
    ) {
        self.publicURL = publicURL
        self.lifetime = max(1, Int(lifetime.components.seconds))
        self.time = time
        self.makeSecret = makeSecret
        known = Locked(secret.map { AssetSignature(secret: $0) })
    }

    /// What makes addresses on `PUBLIC_URL`, else on `origin` (scheme and host, no slash at its end); nil without both.
    /// For those who ask the origin is theirs; for a provider there is only `PUBLIC_URL`.
    /// - Throws: `AssetError` when the secret cannot be kept.
    package func urls(else origin: String? = nil) async throws -> AssetURLs? {
        guard let base = publicURL ?? origin else { return nil }
        return AssetURLs(base: base, signature: try await signature(), lifetime: lifetime, time: time)
    }

    /// Whether those two values of a query allow whoever shows them to read that asset now.
    package func allows(_ id: AssetID, expires: String, signature: String) -> Bool {
        // Written in one way only, so that no other text means the same.
        guard let known = known.withLock({ $0 }), let end = Int(expires), String(end) == expires,
            known.isValid(signature, of: id, expires: expires)
        else { return false }
        return time.unixSeconds < Double(end)
    }

    private func signature() async throws -> AssetSignature {
        if let known = known.withLock({ $0 }) { return known }
        // Two who come here at once are given the same secret: the first that is written stays.
        let made = AssetSignature(secret: try await makeSecret())
        known.withLock { $0 = made }
        return made
    }
}

/// Makes signed, absolute addresses.
package struct AssetURLs: Sendable {
    let base: String
    let signature: AssetSignature
    let lifetime: Int
    let time: any TimeSource

    /// The asset's address, good from now for the lifetime of addresses.
    package func url(of id: AssetID) -> String {
        let expires = String(Int(time.unixSeconds) + lifetime)
        return "\(base)/assets/\(id)?exp=\(expires)&sig=\(signature.text(of: id, expires: expires))"
    }
}

/// HMAC-SHA-256 over an asset's id and the end of its address.
struct AssetSignature: Sendable {
    let secret: [UInt8]

    func text(of id: AssetID, expires: String) -> String {
        Hex.text(Digest.hmacSHA256(key: secret, Self.message(id, expires)))
    }

    func isValid(_ text: String, of id: AssetID, expires: String) -> Bool {
        guard let tag = Hex.bytes(text) else { return false }
        return Digest.isHMACSHA256(tag, key: secret, of: Self.message(id, expires))
    }

    /// The word in front keeps the secret's other uses apart.
    private static func message(_ id: AssetID, _ expires: String) -> [UInt8] { Array("asset \(id) \(expires)".utf8) }
}
