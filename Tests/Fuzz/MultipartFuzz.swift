import HTTPCore

/// What must hold for any bytes whatever: however they are cut, the parser sees the same form; parts hold no more than
/// came in and no more than the limits say; no name holds a control character; and a form that was taken is taken, and
/// reads the same, when written out again.
///
/// The first two bytes say where to cut, and small limits for every fourth input. The boundary is `b`.
@_cdecl("LLVMFuzzerTestOneInput")
package func fuzzMultipart(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: start, count: count))
    guard input.count >= 2, let boundary = MultipartBoundary("b") else { return 0 }
    let bytes = Array(input[2...])
    let limits =
        input[0] & 3 == 0
        ? MultipartLimits(total: 200, file: 12, text: 6, parts: 2, header: 70, preamble: 5, epilogue: 5)
        : MultipartLimits()
    let whole = MultipartTranscript([bytes], boundary: boundary, limits: limits)
    let cut = MultipartTranscript(
        pieces(bytes, step: Int(input[0] >> 2) + 1, seed: input[1]), boundary: boundary, limits: limits)
    precondition(whole == cut, "the cuts change what is seen: \(whole) and \(cut)")
    checkSizes(whole, limits, bytes.count)
    if whole.error == nil { checkRoundTrip(whole) }
    return 0
}

private func checkSizes(_ seen: MultipartTranscript, _ limits: MultipartLimits, _ count: Int) {
    precondition(seen.parts.map(\.bytes.count).reduce(0, +) <= min(count, limits.total), "bytes out of nothing")
    precondition(seen.parts.count <= limits.parts, "too many parts")
    precondition(seen.isEnded || seen.error != nil, "neither taken nor refused")
    for (index, part) in seen.parts.enumerated() {
        precondition(part.bytes.count <= (part.head.isFile ? limits.file : limits.text), "a part over its limit")
        precondition(part.head.index == index && !part.head.name.isEmpty, "a part without place or name")
        let names = part.head.name + (part.head.filename ?? "")
        precondition(names.utf8.allSatisfy { ($0 >= 0x20 && $0 != 0x7F) || $0 == 9 }, "a control character in a name")
    }
}

private func checkRoundTrip(_ seen: MultipartTranscript) {
    // By chance: content may hold any boundary that the input could name.
    let boundary = MultipartBoundary.random()
    var body = MultipartBody(boundary: boundary)
    for part in seen.parts {
        guard let filename = part.head.filename else {
            guard let text = String(validating: part.bytes, as: UTF8.self) else { return }
            body.add(part.head.name, text)
            continue
        }
        let type = part.head.contentType?.name ?? "image/png"
        guard (try? body.add(part.head.name, filename: filename, contentType: type, part.bytes)) != nil else {
            preconditionFailure("a type that was read cannot be sent: \(type)")
        }
    }
    let again = MultipartTranscript([body.finish()], boundary: boundary)
    precondition(again.error == nil && again.parts.count == seen.parts.count, "not read back: \(again)")
    for (one, other) in zip(seen.parts, again.parts) {
        precondition(one.bytes == other.bytes, "content changed")
        precondition(label(one.head.name) == label(other.head.name), "a name changed")
        precondition(one.head.filename.map(label) == other.head.filename.map(label), "a filename changed")
    }
}

/// A name as it is after being written once: a tab is `%09`, and `%22` is a quote.
private func label(_ name: String) -> String {
    var out: [UInt8] = []
    for byte in name.utf8 { out += byte == 9 ? Array("%09".utf8) : [byte] }
    return String(decoding: out, as: UTF8.self).split(separator: "%22", omittingEmptySubsequences: false)
        .joined(separator: "\"")
}
