import FoundationEssentials
import JSON
import TestSupport
import Testing

/// Expects the error body of the contract's section 1 and gives it back.
@discardableResult
func expectError(
    _ response: PlainResponse, _ status: Int, _ code: String, text: String? = nil,
    at location: SourceLocation = #_sourceLocation
) throws -> JSONValue {
    #expect(response.status == status, "\(response.text.prefix(300))", sourceLocation: location)
    #expect(response.headers["content-type"]?.hasPrefix("application/json") == true, sourceLocation: location)
    let body = try response.json()
    #expect(body["success"] == false, sourceLocation: location)
    #expect(body["errorCode"] == .string(code), sourceLocation: location)
    #expect(body["requestId"]?.string == response.headers["x-request-id"], sourceLocation: location)
    let timestamp = try #require(body["timestamp"]?.string, sourceLocation: location)
    #expect((try? Date(timestamp, strategy: .iso8601)) != nil, "\(timestamp)", sourceLocation: location)
    if let text { #expect(body["error"]?.string == text, sourceLocation: location) }
    let known: Set = ["success", "error", "errorCode", "requestId", "timestamp", "details"]
    let unknown = Set(body.object?.keys ?? []).subtracting(known)
    #expect(unknown == [], sourceLocation: location)
    return body
}

/// Expects an object with exactly those members, and any of `optional`.
func expectMembers(
    _ value: JSONValue?, _ required: Set<String>, optional: Set<String> = [],
    at location: SourceLocation = #_sourceLocation
) {
    let keys = Set(value?.object?.keys ?? [])
    let missing = required.subtracting(keys)
    let unknown = keys.subtracting(required).subtracting(optional)
    #expect(missing == [], sourceLocation: location)
    #expect(unknown == [], "not in the contract", sourceLocation: location)
}

/// Width and height of the PNG in a data URL.
func pngSize(ofDataURL url: String?, at location: SourceLocation = #_sourceLocation) throws -> (Int, Int) {
    let prefix = "data:image/png;base64,"
    let url = try #require(url, sourceLocation: location)
    try #require(url.hasPrefix(prefix), "\(url.prefix(60))", sourceLocation: location)
    let bytes = try #require(Data(base64Encoded: String(url.dropFirst(prefix.count))), sourceLocation: location)
    return try pngSize(Array(bytes), at: location)
}

/// Width and height of a whole PNG.
func pngSize(_ bytes: [UInt8], at location: SourceLocation = #_sourceLocation) throws -> (Int, Int) {
    let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    try #require(bytes.count > 40 && Array(bytes[..<8]) == signature, "not a PNG", sourceLocation: location)
    #expect(String(decoding: bytes[(bytes.count - 8)..<(bytes.count - 4)], as: UTF8.self) == "IEND", "cut off")
    func number(at place: Int) -> Int { bytes[place..<(place + 4)].reduce(0) { $0 << 8 | Int($1) } }
    return (number(at: 16), number(at: 20))
}

extension BothProcesses {
    /// Whether the worker keeps no picture, whoever made it.
    func workerKeepsNothing() async throws -> Bool {
        let figures = try await workerHTTP.get("/metrics").text.split(separator: "\n")
        let kept = figures.filter { $0.hasPrefix("image_spool_bytes") }
        return kept.allSatisfy { $0.hasSuffix(" 0") }
    }
}
