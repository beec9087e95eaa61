import HTTPServer
import Settings

extension ImageWorkerProgram {
    /// Around every route, the first one outermost.
    var middleware: [any Middleware] {
        [CORS(origins)] + (settings.process.workerToken.map { [Self.authentication($0)] } ?? hostGuard)
    }

    private var origins: CORS.Origins {
        switch settings.process.corsAllowOrigins {
        case nil: settings.process.workerToken == nil ? .loopback : .any
        case .any: .any
        case .these(let origins): .listed(origins)
        }
    }

    private static func authentication(_ token: Secret) -> any Middleware {
        Authentication(
            Authentication.Credentials(keys: [token.reveal()]), exempt: ["/livez", "/readyz", "/api/health"])
    }

    /// Without a token, a worker of this machine alone answers to its names only: a page whose name was pointed here
    /// could spend money. One that listens for others is called by names that we cannot know.
    private var hostGuard: [any Middleware] {
        let host = settings.process.host
        let isLocal = host == "localhost" || host == "::1" || host == "[::1]" || host.hasPrefix("127.")
        return isLocal ? [HostGuard()] : []
    }
}
