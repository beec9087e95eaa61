import HTTPClient
import ImageWorkerCore
import Lifecycle
import Settings

/// How a provider is set up: what it asks of the settings, and what it makes of them. The composition root lists the
/// conformers, and knows no more of a provider than that.
package protocol ProviderSettings: Sendable {
    static var id: ProviderID { get }

    /// The settings that it cannot do without; empty for one that needs none.
    static var requiredSettings: [String] { get }

    /// Whether all of these are there.
    var isConfigured: Bool { get }

    /// What the names of its settings that every provider has begin with, e.g. `JIMENG` of `JIMENG_CONCURRENCY`.
    static var settingsPrefix: String { get }

    /// Asks for the provider's own settings.
    init(_ read: inout SettingsReader)

    /// The provider itself, also when it is not configured: it can then say what is missing.
    func provider(_ tools: ProviderTools) -> any ImageProvider
}

extension ProviderSettings {
    /// The provider's name in capitals, unless its settings are called otherwise.
    package static var settingsPrefix: String {
        String(id.name.uppercased().map { $0 == "-" ? "_" : $0 })
    }

    /// The provider behind a gate of its own, which all requests of the process share.
    package func provider(behind limits: GateLimits, _ tools: ProviderTools) -> GatedProvider {
        GatedProvider(provider(tools), ProviderGate(of: Self.id, limits, time: tools.time))
    }
}

/// What a provider works with, besides its own settings.
package struct ProviderTools: Sendable {
    package let client: HTTPClient
    package let time: any TimeSource
    /// `FETCH_ALLOW_HOSTS`.
    package let fetchAllowed: [AddressGuard.Host]
    /// `FETCH_VIA_PROXY`.
    package let fetchViaProxy: Bool
    /// `REFUSAL_RESUBMITS`.
    package let refusalResubmits: Int
    /// For drawing and whatever else blocks or computes for long.
    package let threads: BlockingThreads

    /// Those tools.
    package init(
        client: HTTPClient, time: any TimeSource, fetchAllowed: [AddressGuard.Host] = [], fetchViaProxy: Bool = false,
        refusalResubmits: Int = 0, threads: BlockingThreads
    ) {
        self.client = client
        self.time = time
        self.fetchAllowed = fetchAllowed
        self.fetchViaProxy = fetchViaProxy
        self.refusalResubmits = refusalResubmits
        self.threads = threads
    }

    /// Fetches pictures that the provider of that base URL names: its own origin is exempt from the guard, and is told
    /// `authorization`, which goes to no other. Without a base URL: what callers name.
    package func fetcher(for baseURL: String? = nil, authorization: String? = nil) -> PictureFetcher {
        let own = baseURL.flatMap { AddressGuard.Host(ofOrigin: $0) }
        var fetcher = PictureFetcher(
            client: client, exempt: (own.map { [$0] } ?? []) + fetchAllowed, usesProxy: fetchViaProxy, time: time)
        if let own, let authorization { fetcher.known = (own, authorization) }
        return fetcher
    }
}

extension PictureFetcher {
    /// The picture from where it is: bytes are checked, an address is fetched.
    package func picture(_ source: PictureSource) async throws(GenerationError) -> Picture {
        switch source {
        case .url(let url): return try await fetch(url)
        case .bytes(let bytes):
            guard let picture = PictureHeader.read(bytes) else { throw Self.notAPicture }
            return picture
        }
    }
}
