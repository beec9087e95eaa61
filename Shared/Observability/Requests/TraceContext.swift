/// Where a request stands in a distributed trace: the `traceparent` header of W3C Trace Context.
package struct TraceContext: Sendable, Hashable {
    /// 32 lowercase hex digits, the same in every process.
    package let traceID: String
    /// 16 lowercase hex digits, one for each step.
    package let spanID: String
    /// The caller keeps this trace.
    package let isSampled: Bool

    /// A new trace.
    package static func make() -> TraceContext {
        TraceContext(traceID: RandomHex.digits32(), spanID: RandomHex.digits16(), isSampled: false)
    }

    /// A step below the caller's; a header that is missing or breaks the rules starts a new trace.
    package static func continuing(_ traceparent: String?) -> TraceContext {
        traceparent.flatMap { TraceContext(traceparent: $0) }?.child() ?? make()
    }

    /// A step of the same trace below this one.
    package func child() -> TraceContext {
        TraceContext(traceID: traceID, spanID: RandomHex.digits16(), isSampled: isSampled)
    }

    /// Reads `00-<trace>-<span>-<flags>`; of later versions what version 00 knows.
    package init?(traceparent text: String) {
        let bytes = Array(text.utf8.prefix(56))
        guard bytes.count >= 55, let version = Self.hexByte(bytes[0..<2]), version != 0xFF,
            bytes[2] == Self.dash, bytes[35] == Self.dash, bytes[52] == Self.dash,
            bytes.count == 55 || (version > 0 && bytes[55] == Self.dash),
            let flags = Self.hexByte(bytes[53..<55]),
            Self.isID(bytes[3..<35]), Self.isID(bytes[36..<52])
        else { return nil }
        self.init(
            traceID: String(decoding: bytes[3..<35], as: UTF8.self),
            spanID: String(decoding: bytes[36..<52], as: UTF8.self),
            isSampled: flags & 1 == 1)
    }

    private init(traceID: String, spanID: String, isSampled: Bool) {
        self.traceID = traceID
        self.spanID = spanID
        self.isSampled = isSampled
    }

    /// As sent on.
    package var traceparent: String {
        "00-\(traceID)-\(spanID)-\(isSampled ? "01" : "00")"
    }

    private static let dash = UInt8(ascii: "-")

    private static func isID(_ digits: ArraySlice<UInt8>) -> Bool {
        digits.allSatisfy { hexDigit($0) != nil } && digits.contains { $0 != UInt8(ascii: "0") }
    }

    private static func hexByte(_ digits: ArraySlice<UInt8>) -> UInt8? {
        guard let high = hexDigit(digits[digits.startIndex]), let low = hexDigit(digits[digits.startIndex + 1]) else {
            return nil
        }
        return high << 4 | low
    }

    /// Lowercase only, as the standard says.
    private static func hexDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}
