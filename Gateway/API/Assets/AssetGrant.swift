import GatewayCore
import HTTPCore

/// What a signed address allows: to read the one file that it names, until it expires.
package struct AssetGrant: Sendable {
    private let links: AssetLinks

    /// Knows the addresses that `links` makes.
    package init(_ links: AssetLinks) { self.links = links }

    /// Whether the request is for a file by a signed address that is still good.
    package func allows(_ head: RequestHead) -> Bool {
        guard head.method == .get || head.method == .head, head.path.hasPrefix(Self.folder),
            let id = AssetID(head.path.dropFirst(Self.folder.count)), let query = QueryString(head.query),
            let expires = query["exp"], let signature = query["sig"]
        else { return false }
        return links.allows(id, expires: expires, signature: signature)
    }

    private static let folder = "/assets/"
}
