import Observability
import Testing

struct RequestTests {
    @Test(arguments: ["a", "A-9_z.", String(repeating: "x", count: 128)])
    func wellFormedRequestIDsAreTaken(_ text: String) {
        #expect(RequestID.accepting(text).text == text)
    }

    @Test(arguments: ["", " ", "a b", "a\nb", "ä", "a\"", "<a>", String(repeating: "x", count: 129), "a/b", "\u{0}"])
    func othersAreReplaced(_ text: String) {
        let made = RequestID.accepting(text).text
        #expect(made != text)
        #expect(made.utf8.count == 32)
        #expect(RequestID(made) != nil)
    }

    @Test func newIDsDiffer() {
        #expect(Set((0..<10_000).map { _ in RequestID.make() }).count == 10_000)
    }

    @Test func aTraceIsContinuedOneStepBelow() throws {
        let header = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
        let caller = try #require(TraceContext(traceparent: header))
        #expect(caller.traceparent == header)
        let ours = TraceContext.continuing(header)
        #expect(ours.traceID == "4bf92f3577b34da6a3ce929d0e0e4736")
        #expect(ours.spanID != "00f067aa0ba902b7")
        #expect(ours.isSampled)
        #expect(TraceContext(traceparent: ours.traceparent) == ours)
    }

    @Test(arguments: [
        "", "00", "garbage",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-1",
        "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01more",
        "00_4bf92f3577b34da6a3ce929d0e0e4736_00f067aa0ba902b7_01",
    ])
    func aBrokenTraceStartsAnew(_ header: String) {
        #expect(TraceContext(traceparent: header) == nil)
        #expect(TraceContext(traceparent: TraceContext.continuing(header).traceparent) != nil)
    }

    @Test func aLaterVersionIsReadAsFarAsKnown() throws {
        let header = "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-03-what-the-future-holds"
        let trace = try #require(TraceContext(traceparent: header))
        #expect(trace.traceparent == "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
    }
}

struct RedactionTests {
    @Test(arguments: [
        "Authorization", "proxy-authorization", "COOKIE", "Set-Cookie", "x-api-key", "X-Worker-Token",
        "my-Secret-thing",
        "api_key",
    ])
    func secretHeadersShowDots(_ name: String) {
        #expect(Redaction.header(name, "hunter2") == "•••")
    }

    @Test(arguments: ["Content-Type", "X-Request-Id", "traceparent", "Accept"])
    func othersAreShown(_ name: String) {
        #expect(Redaction.header(name, "value") == "value")
    }

    @Test(arguments: [
        ("https://host/path", "https://host/path"),
        ("/path?a=1&token=abc&b=2", "/path?a=1&token=•••&b=2"),
        (
            "https://user:pass@host:1/p?X-Amz-Signature=aa&sig=b#frag",
            "https://•••@host:1/p?X-Amz-Signature=•••&sig=•••"
        ),
        ("/path?", "/path"),
        ("/path?token", "/path?token"),
        ("/a?b=c?secret=d&client_secret=e=f", "/a?b=c?secret=d&client_secret=•••"),
        ("", ""),
    ])
    func addressesLoseTheirSecrets(_ address: String, _ shown: String) {
        #expect(Redaction.url(address) == shown)
    }
}
