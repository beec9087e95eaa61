import CCurl
import HTTPCore

extension Transfer {
    /// Checks the address, finds its addresses, and hands the request to libcurl. On the loop.
    func start() {
        guard case .preparing = phase else { return }
        startClocks()
        if let fault = unsendable { return fail(fault) }
        isGuarded = guardInForce != nil
        if let literal = IPAddress(url.host), isGuarded, !literal.isPublic {
            return fail(.addressRefused(host: url.host))
        }
        resolve()
    }

    /// With a proxy it is the proxy that is connected to, and that resolves the name of the host.
    private func resolve() {
        let peer = proxy ?? url
        if IPAddress(peer.host) != nil { return run(peer, []) }
        core.resolver.resolve(peer.host) { [self] answer in
            guard case .preparing = phase else { return }
            switch answer {
            case .failure(let failure): fail(.unresolvable(host: peer.host, failure.text))
            case .success(let addresses):
                // One inner address among public ones is refused too: a name that mixes them is a trick.
                if isGuarded, proxy == nil, !addresses.allSatisfy(\.isPublic) {
                    return fail(.addressRefused(host: url.host))
                }
                run(peer, addresses)
            }
        }
    }

    private func run(_ peer: ClientURL, _ addresses: [IPAddress]) {
        guard let easy = EasyHandle() else { return fail(.connectFailed("no memory for a transfer")) }
        // Connections that the guard did not see may never serve a guarded request: the pools are separate.
        let pool = isGuarded ? core.guardedPool : core.openPool
        isGuarded = isGuarded && proxy == nil
        configure(easy)
        pin(easy, peer, addresses)
        self.easy = easy
        self.pool = pool
        phase = .running
        guard pool.add(self, easy) else { return fail(.connectFailed("libcurl refused the transfer")) }
    }

    /// The guard, unless it exempts this host; exempt hosts go with those of the operator.
    private var guardInForce: AddressGuard? {
        switch request.trust {
        case .configured: nil
        case .guarded(let rules): rules.exempts(url) ? nil : rules
        }
    }

    private var proxy: ClientURL? {
        guard request.usesProxy, let proxy = core.proxy else { return nil }
        switch request.trust {
        case .configured: return proxy
        case .guarded: return core.settings.proxiesGuarded ? proxy : nil
        }
    }

    private var unsendable: HTTPClientError? {
        if core.isClosed { return .shutDown(.no) }
        if case .guarded = request.trust, url.hasCredentials { return .invalidRequest("credentials in an address") }
        guard request.method.name.utf8.allSatisfy(Self.isTokenByte), !request.method.name.isEmpty else {
            return .invalidRequest("method")
        }
        let bad = request.fields.all.first { field in
            field.name.isEmpty || !field.name.utf8.allSatisfy(Self.isTokenByte)
                || field.value.utf8.contains { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F }
        }
        return bad.map { .invalidRequest("header field \($0.name)") }
    }

    /// RFC 9110 section 5.6.2.
    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }

    /// `+`: the entry ages as one that libcurl has looked up itself.
    private func pin(_ easy: EasyHandle, _ peer: ClientURL, _ addresses: [IPAddress]) {
        guard !addresses.isEmpty else { return }
        let list = addresses.map { address in
            switch address {
            case .v4: "\(address)"
            case .v6: "[\(address)]"
            }
        }
        easy.set(CURLOPT_RESOLVE, lines: ["+\(peer.host):\(peer.port):\(list.joined(separator: ","))"])
    }
}

// MARK: - Options

extension Transfer {
    private func configure(_ easy: EasyHandle) {
        installCallbacks(easy)
        easy.set(CURLOPT_URL, url.text)
        easy.set(CURLOPT_PATH_AS_IS, true)
        easy.set(CURLOPT_PROTOCOLS_STR, "http,https")
        easy.set(CURLOPT_NOSIGNAL, true)
        easy.set(CURLOPT_QUICK_EXIT, true)
        easy.set(CURLOPT_BUFFERSIZE, request.readBufferBytes ?? core.settings.readBufferBytes)
        easy.set(CURLOPT_TCP_KEEPALIVE, true)
        easy.set(CURLOPT_CONNECTTIMEOUT_MS, request.connectTimeout.wholeMilliseconds)
        if request.sendOnce { easy.set(CURLOPT_MAXAGE_CONN, Int(core.settings.freshForSendOnce.components.seconds)) }
        configureProxy(easy)
        if url.isSecure { configureTLS(easy) }
        easy.set(CURLOPT_HTTPHEADER, lines: headerLines)
        configureBody(easy)
    }

    /// An empty text keeps libcurl from asking the environment.
    private func configureProxy(_ easy: EasyHandle) {
        easy.set(CURLOPT_PROXY, proxy?.text ?? "")
        easy.set(CURLOPT_NOPROXY, "")
        easy.set(CURLOPT_SUPPRESS_CONNECT_HEADERS, true)
    }

    /// Waiting for a connection to share is for HTTP/2 only: over HTTP/1 it would wait for the answer before.
    private func configureTLS(_ easy: EasyHandle) {
        easy.set(CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_2TLS)
        easy.set(CURLOPT_PIPEWAIT, true)
        easy.set(CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2)
        if let file = core.settings.certificateFile { easy.set(CURLOPT_CAINFO, file) }
    }

    private func configureBody(_ easy: EasyHandle) {
        switch request.body {
        case .none where request.method == .get: break
        case .none where request.method == .head: easy.set(CURLOPT_NOBODY, true)
        case .none where request.method == .post: easy.setBody([])
        case .none: easy.set(CURLOPT_CUSTOMREQUEST, request.method.name)
        case .bytes(let bytes):
            easy.setBody(bytes)
            easy.set(CURLOPT_UPLOAD_BUFFERSIZE, 16 * 1024)
            easy.set(CURLOPT_CUSTOMREQUEST, request.method.name)
        case .stream(let length, _):
            easy.set(CURLOPT_UPLOAD, true)
            easy.set(CURLOPT_INFILESIZE_LARGE, size: length ?? -1)
            easy.set(CURLOPT_CUSTOMREQUEST, request.method.name)
        }
    }

    /// `Expect` would cost a round trip, and a default content type would be a lie; a name alone removes it.
    private var headerLines: [String] {
        let own = ["host", "content-length", "transfer-encoding", "connection", "expect"]
        let given = request.fields.all.filter { field in !own.contains { HTTPFields.same($0, field.name) } }
        var lines = given.map { $0.value.isEmpty ? "\($0.name);" : "\($0.name): \($0.value)" }
        lines.append("Expect:")
        if request.fields["content-type"] == nil { lines.append("Content-Type:") }
        if request.fields["user-agent"] == nil, let agent = core.settings.userAgent {
            lines.append("User-Agent: \(agent)")
        }
        return lines
    }
}

extension Duration {
    /// At least one.
    fileprivate var wholeMilliseconds: Int {
        let (seconds, attoseconds) = components
        return max(1, Int(clamping: seconds.clamped(to: 86400) * 1000 + attoseconds / 1_000_000_000_000_000))
    }
}

extension Int64 {
    fileprivate func clamped(to limit: Int64) -> Int64 { Swift.min(self, limit) }
}
