import CCurl

/// An http or https address, read by libcurl's own parser: what we check is what it will use.
struct ClientURL: Sendable, Equatable {
    /// The whole, normalised.
    let text: String
    let scheme: String
    /// Lower case, in punycode; an IPv6 address without brackets, old IPv4 forms (`0x7f.1`) as four numbers.
    let host: String
    let port: Int
    let hasPort: Bool
    let path: String
    let hasCredentials: Bool

    /// nil for other schemes and for what is no address.
    init?(_ text: String) {
        guard let handle = curl_url() else { return nil }
        defer { curl_url_cleanup(handle) }
        self.init(handle, setting: text)
    }

    /// Resolves a `Location` against this address (RFC 3986 section 5).
    func resolving(_ reference: String) -> ClientURL? {
        guard let handle = curl_url() else { return nil }
        defer { curl_url_cleanup(handle) }
        guard Self.set(handle, text) else { return nil }
        return ClientURL(handle, setting: reference)
    }

    private init?(_ handle: OpaquePointer, setting text: String) {
        guard text.utf8.allSatisfy({ $0 > 0x20 || $0 == 0x20 }), !text.utf8.contains(0x7F), Self.set(handle, text),
            let whole = Self.get(handle, CURLUPART_URL), let scheme = Self.get(handle, CURLUPART_SCHEME),
            scheme == "http" || scheme == "https",
            let host = Self.get(handle, CURLUPART_HOST, UInt32(CURLU_PUNYCODE)), !host.isEmpty,
            let port = Self.get(handle, CURLUPART_PORT, UInt32(CURLU_DEFAULT_PORT)).flatMap({ Int($0) }), port > 0
        else { return nil }
        self.text = whole
        self.scheme = scheme
        self.host = (host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host).lowercased()
        self.port = port
        hasPort = Self.get(handle, CURLUPART_PORT) != nil
        path = Self.get(handle, CURLUPART_PATH) ?? "/"
        hasCredentials = Self.get(handle, CURLUPART_USER) != nil || Self.get(handle, CURLUPART_PASSWORD) != nil
    }

    var isSecure: Bool { scheme == "https" }

    /// Whether scheme, host and port are the same (RFC 6454).
    func hasSameOrigin(as other: ClientURL) -> Bool {
        scheme == other.scheme && host == other.host && port == other.port
    }

    /// Spaces and bytes beyond ASCII are percent-encoded; dots in the path stay, for the path may be signed.
    private static func set(_ handle: OpaquePointer, _ text: String) -> Bool {
        let flags = UInt32(CURLU_URLENCODE | CURLU_PATH_AS_IS | CURLU_NON_SUPPORT_SCHEME)
        return curl_url_set(handle, CURLUPART_URL, text, flags) == CURLUE_OK
    }

    private static func get(_ handle: OpaquePointer, _ part: CURLUPart, _ flags: UInt32 = 0) -> String? {
        var text: UnsafeMutablePointer<CChar>?
        guard curl_url_get(handle, part, &text, flags) == CURLUE_OK, let text else { return nil }
        defer { curl_free(text) }
        return String(cString: text)
    }
}
