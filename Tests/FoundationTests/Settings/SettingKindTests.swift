import Settings
import Testing

struct SettingKindTests {
    /// What a setting of this kind makes of `text`; nil if it is a fault.
    private func read<Value>(_ kind: SettingKind<Value>, _ text: String) -> Value? {
        var reader = SettingsReader(SettingsSource(environment: ["X": text], directory: "/nonexistent"))
        let value = reader(Setting("X", kind, help: ""))
        return (try? reader.finish()) == nil ? nil : value
    }

    @Test(arguments: [
        ("0", 0), ("65535", 65_535), (" 80 ", 80), ("-1", nil), ("65536", nil), ("8O", nil), ("1.0", nil),
    ])
    func wholeNumbers(_ text: String, _ expected: Int?) {
        #expect(read(.integer(0...65_535), text) == expected)
    }

    @Test(arguments: [
        ("500000", 500_000), ("10 MB", 10_485_760), ("64MB", 67_108_864), ("32 KB", 32_768), ("32k", 32_768),
        ("1.5 GB", 1_610_612_736), ("2 GiB", 2_147_483_648), ("12 B", 12), ("0", 0), ("-1", nil), ("1.5", nil),
        ("MB", nil),
        ("10 XB", nil), ("99999999999999999999", nil), ("9223372036854775807 KB", nil), ("1e3", nil), ("", nil),
        ("1,5 MB", nil),
    ])
    func sizes(_ text: String, _ expected: Int?) {
        #expect(read(.bytes(0...(1 << 40)), text) == expected)
    }

    @Test(arguments: [
        ("5", Duration.seconds(5)), ("0.25", .milliseconds(250)), ("1.000000001", .nanoseconds(1_000_000_001)),
        ("3600", .seconds(3600)), ("0", .zero), ("-1", nil), (".5", nil), ("5.", nil), ("3600.1", nil), ("1e3", nil),
        ("inf", nil), ("nan", nil), ("5s", nil), ("٥", nil), ("1.2.3", nil),
    ])
    func seconds(_ text: String, _ expected: Duration?) {
        #expect(read(.seconds(.zero ... .seconds(3600)), text) == expected)
    }

    @Test(arguments: [
        ("true", true), ("YES", true), ("on", true), ("1", true), ("false", false), ("No", false), ("off", false),
        ("0", false),
        ("maybe", nil), ("2", nil),
    ])
    func booleans(_ text: String, _ expected: Bool?) {
        #expect(read(.boolean, text) == expected)
    }

    @Test(arguments: [
        ("https://api.deepseek.com/v1", "https://api.deepseek.com/v1"),
        ("http://localhost:8081/", "http://localhost:8081"),
        ("HTTP://[::1]:80/a//", "HTTP://[::1]:80/a"), ("https://user:pw@host/x?y=z", "https://user:pw@host/x?y=z"),
        ("ftp://host", nil), ("localhost:8081", nil), ("http://", nil), ("http:///x", nil), ("http://a b", nil),
        ("http://host:0", nil), ("http://host:99999", nil), ("http://ho\nst", nil), ("http://host#x", nil),
        ("http://host:+80", nil), ("http://[::g]", nil), ("http://a\\@b", nil),
    ])
    func addresses(_ text: String, _ expected: String?) {
        #expect(read(.url(), text) == expected)
    }

    @Test func lists() {
        #expect(read(.list(of: .hostWithPort), "A.example, b:443 ,,[::1]:80") == ["a.example", "b:443", "[::1]:80"])
        #expect(read(.list(of: .hostWithPort), "a,b,a") == nil)
        #expect(read(.list(of: .hostWithPort), "a,b c") == nil)
        #expect(read(.list(of: .secret), "k1,k2")?.map { $0.reveal() } == ["k1", "k2"])
    }

    private enum Wire: String, CaseIterable {
        case apiKey = "x-api-key"
        case bearer
    }

    @Test func choices() {
        #expect(read(.choice(of: Wire.self), "X-API-KEY") == .apiKey)
        #expect(read(.choice(of: Wire.self), "basic") == nil)
    }

    @Test(arguments: [
        ("*", AllowedOrigins.any),
        ("https://a.example,http://B:3000/", .these(["https://a.example", "http://b:3000"])),
        ("https://a.example/path", nil), ("a.example", nil), ("https://u@a.example", nil), (",", nil),
        ("*,https://a", nil),
    ])
    func origins(_ text: String, _ expected: AllowedOrigins?) {
        #expect(read(.origins, text) == expected)
    }
}

struct SecretTests {
    @Test func noWayOfPrintingShowsIt() {
        struct Holder { let key: Secret }
        let secret = Secret("hunter2")
        var dumped = ""
        dump(Holder(key: secret), to: &dumped)
        let all = [
            "\(secret)", String(describing: secret), String(reflecting: secret), "\(Holder(key: secret))",
            String(reflecting: [secret]), String(describing: Optional(secret)), dumped,
        ]
        for text in all { #expect(!text.contains("hunter2") && text.contains("•••")) }
        #expect(secret.reveal() == "hunter2")
    }

    @Test func matchesOnlyItself() {
        let secret = Secret("hunter2")
        #expect(secret.matches("hunter2") && secret == Secret("hunter2"))
        for other in ["", "hunter", "hunter22", "Hunter2", "hunter2hunter2"] { #expect(!secret.matches(other)) }
        #expect(!Secret("").matches("x") && Secret("").matches(""))
    }
}
