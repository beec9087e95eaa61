import JSON

/// What must hold for any bytes whatever: the reader that builds and the one that only looks agree on whether they are
/// JSON and where the fault is; what was read, written and read again is equal; and base64 gives back what went in.
@_cdecl("LLVMFuzzerTestOneInput")
package func fuzzJSON(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    let limits = JSONLimits(depth: 20, values: 60)
    do {
        let value = try JSONValue.parse(bytes, limits: limits)
        let text = value.bytes()
        precondition((try? JSONValue.parse(text, limits: limits))?.bytes() == text, "not read back")
        let found = try? JSONSpans.find([[], ["a"], [0]], in: bytes, limits: limits)
        precondition(found != nil, "the reader without a tree refuses what is valid")
        checkSpan(found?[1], value["a"], bytes)
        checkSpan(found?[2], value[0], bytes)
    } catch {
        precondition((0...bytes.count).contains(error.offset), "an offset outside of the text")
        do throws(JSONError) {
            _ = try JSONSpans.find([[], ["a"], [0]], in: bytes, limits: limits)
            preconditionFailure("the reader without a tree accepts what is not JSON")
        } catch let other {
            precondition(other == error, "two readers, two faults: \(error), \(other)")
        }
    }
    precondition(Base64.decode(Base64.encode(bytes)) == bytes, "base64 lost something")
    if let decoded = Base64.decode(bytes) {
        precondition(decoded.count <= bytes.count / 4 * 3 + 2, "base64 from nothing")
    }
    return 0
}

/// The bytes found for a value are that value.
private func checkSpan(_ range: Range<Int>??, _ value: JSONValue?, _ bytes: [UInt8]) {
    let range = range ?? nil
    precondition((range == nil) == (value == nil), "a value and no span, or a span and no value")
    if let range { precondition((try? JSONValue.parse(bytes, in: range)) == value, "the span is of another value") }
}
