import Settings

/// Who may use the gateway.
struct AccessSettings: Sendable {
    /// `GATEWAY_API_KEYS`.
    var keys: [Secret]
    /// `GATEWAY_BASIC_USER` and `GATEWAY_BASIC_PASSWORD`; both or neither.
    var basic: (user: String, password: Secret)?
    /// `ALLOW_UNAUTHENTICATED`: serve others than this machine without any key.
    var allowUnauthenticated: Bool

    /// Whether a key is asked for.
    var isRequired: Bool { !keys.isEmpty || basic != nil }

    /// Asks for each, and refuses to stand open on a public address by mistake.
    init(_ read: inout SettingsReader, host: String) {
        let listed = read(Self.keys)?.reveal()
        keys = (listed ?? "").split(separator: ",").map(Self.trimmed).filter { !$0.isEmpty }.map { Secret($0) }
        if listed != nil, keys.isEmpty {
            read.conflict(Self.keys, "it is set and holds no key; unset it to serve without keys")
        }
        let user = read(Self.user)
        let password = read(Self.password)
        allowUnauthenticated = read(Self.allowUnauthenticated)
        if let user, let password {
            basic = (user, password)
        } else if user != nil || password != nil {
            read.conflict(Self.user, "GATEWAY_BASIC_USER and GATEWAY_BASIC_PASSWORD are set together or not at all")
        }
        if !isRequired, !allowUnauthenticated, !Self.isLoopback(host) {
            read.conflict(
                Self.allowUnauthenticated,
                "HOST=\(host) can be reached by others and no GATEWAY_API_KEYS are set; set keys, or this to true")
        }
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }

    private static func isLoopback(_ host: String) -> Bool {
        host == "localhost" || host == "::1" || host == "[::1]" || host.hasPrefix("127.")
    }

    private static let keys = Setting(
        "GATEWAY_API_KEYS", .secret, help: "Keys that clients send as `Authorization: Bearer`, comma-separated.")
    private static let user = Setting("GATEWAY_BASIC_USER", .text, help: "User name for HTTP Basic.")
    private static let password = Setting("GATEWAY_BASIC_PASSWORD", .secret, help: "Password for HTTP Basic.")
    private static let allowUnauthenticated = Setting(
        "ALLOW_UNAUTHENTICATED", .boolean, default: false,
        help: "Serve other machines although no key is set. Whoever reaches the port then spends your money.")
}
