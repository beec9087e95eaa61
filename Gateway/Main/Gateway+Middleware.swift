import GatewayAPI
import HTTPServer
import Settings

extension Gateway {
    /// Around every route, the first one outermost.
    func middleware(_ signed: AssetGrant) -> [any Middleware] {
        language + [CORS(origins), settings.access.isRequired ? authentication(signed) : hostGuard(signed)]
    }

    /// Chinese is what texts are in anyway.
    private var language: [any Middleware] {
        switch settings.defaultLanguage {
        case .chinese: []
        case .english: [DefaultLanguage(.english)]
        }
    }

    private var origins: CORS.Origins {
        switch settings.process.corsAllowOrigins {
        case nil: settings.access.isRequired ? .any : .loopback
        case .any: .any
        case .these(let origins): .listed(origins)
        }
    }

    private func authentication(_ signed: AssetGrant) -> any Middleware {
        let credentials = Authentication.Credentials(
            keys: settings.access.keys.map { $0.reveal() },
            basic: settings.access.basic.map { (user: $0.user, password: $0.password.reveal()) })
        return Authentication(credentials, exempt: ["/", "/livez", "/readyz", "/api/health"], isAllowed: signed.allows)
    }

    /// Whoever says that everybody may use the gateway means every host name too, but no page of somebody else's.
    private func hostGuard(_ signed: AssetGrant) -> any Middleware {
        HostGuard(
            origins: trustedOrigins, takesAnyHost: settings.access.allowUnauthenticated,
            publicHost: settings.assets.publicHost.map { HostGuard.PublicHost($0, isAllowed: signed.allows) })
    }

    /// Pages that the operator names may also post; `*` lets all read, and is no trust in any.
    private var trustedOrigins: [String] {
        switch settings.process.corsAllowOrigins {
        case nil, .any: []
        case .these(let origins): origins
        }
    }
}
