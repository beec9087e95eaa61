import ImageWorkerCore
import JSON
import TestSupport
import Testing

/// A request that an official client sent.
struct SDKCapture {
    let target: String
    let fields: [String: String]
    let body: [UInt8]

    /// The exchange of that name in one of the captured files.
    init(_ name: String, of sdk: String) throws {
        let exchanges = try Fixture.json("providers/\(sdk)_python_sdk_loopback.json")["exchanges"]?.array ?? []
        let request = try #require(exchanges.first { $0["name"]?.string == name }?["request"])
        target = request["target"]?.string ?? ""
        let headers = request["headers"]?.array ?? []
        fields = Dictionary(
            headers.map { ($0[0]?.string?.lowercased() ?? "", $0[1]?.string ?? "") }, uniquingKeysWith: { $1 })
        let latin = (request["body_latin1"]?.string ?? "").unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
        body = request["body_utf8"]?.string.map { Array($0.utf8) } ?? latin
    }

    /// Members by name, for their order means nothing; without those that the client leaves unset, and without these.
    func members(without others: Set<String> = []) throws -> [String: JSONValue] {
        try Self.members(body).filter { !$0.value.isNull && !others.contains($0.key) }
    }

    static func members(_ body: [UInt8]) throws -> [String: JSONValue] {
        let members = try JSONValue.parse(body).object?.members ?? []
        return Dictionary(members.map { ($0.key, $0.value) }, uniquingKeysWith: { $1 })
    }
}
