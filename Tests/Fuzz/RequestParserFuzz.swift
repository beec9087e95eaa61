import HTTPCore

/// What must hold for any bytes whatever: however they are cut, the parser sees the same requests; bodies hold no more
/// than came in; and a head that was accepted is still accepted, and reads the same, when written out again.
///
/// The first two bytes say where to cut, and small limits for every fourth input.
@_cdecl("LLVMFuzzerTestOneInput")
package func fuzzRequestParser(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: start, count: count))
    guard input.count >= 2 else { return 0 }
    let bytes = Array(input[2...])
    let limits =
        input[0] & 3 == 0
        ? HTTPLimits(requestLine: 40, fields: 90, fieldCount: 3, chunkLine: 12, chunkExtensions: 14, body: 20)
        : .standard
    let whole = Transcript([bytes], limits: limits)
    let cut = Transcript(pieces(bytes, step: Int(input[0] >> 2) + 1, seed: input[1]), limits: limits)
    precondition(whole == cut, "the cuts change what is seen: \(whole) and \(cut)")
    precondition(whole.bodies.map(\.count).reduce(0, +) <= bytes.count, "a body out of nothing")
    for head in heads(bytes, limits) { checkRoundTrip(head) }
    return 0
}

private func heads(_ bytes: [UInt8], _ limits: HTTPLimits) -> [RequestHead] {
    var parser = RequestParser(limits: limits)
    parser.append(bytes)
    var heads: [RequestHead] = []
    while let event = try? parser.next() {
        if case .head(let head, _) = event { heads.append(head) }
    }
    return heads
}

private func checkRoundTrip(_ head: RequestHead) {
    precondition(head.fields.all.allSatisfy(\.isSendable), "a field that could pass for more")
    let version = head.version == .http10 ? "1.0" : "1.1"
    let lines = head.fields.all.map { "\($0.name): \($0.value)\r\n" }.joined()
    let text = "\(head.method) \(head.target) HTTP/\(version)\r\n\(lines)\r\n"
    let again = heads(Array(text.utf8), .standard)
    precondition(again.count == 1 && again[0].target == head.target, "not read back: \(text)")
    precondition(again[0].fields.all == head.fields.all, "fields changed: \(text)")
}
