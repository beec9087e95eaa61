import JSON
import Signing
import TestSupport
import Testing

/// One request that the official SDK signed, with every step on the way.
struct VolcengineVector: Sendable, CustomTestStringConvertible {
    let name: String
    let input: JSONValue
    let expect: JSONValue

    var testDescription: String { name }

    static func all() throws -> [VolcengineVector] {
        let file = try Fixture.json("providers/volcengine_signv4.json")
        return (file["vectors"]?.array ?? []).map {
            VolcengineVector(name: $0["name"]?.string ?? "", input: $0["input"] ?? .null, expect: $0["expect"] ?? .null)
        }
    }

    private func text(_ name: String) -> String { input[name]?.string ?? "" }

    var identity: SigningIdentity {
        let token = text("session_token")
        return SigningIdentity(
            accessKey: text("access_key"), secretKey: text("secret_key"), sessionToken: token.isEmpty ? nil : token,
            region: text("region"), service: text("service"))
    }

    var date: SigningDate { SigningDate(text: text("date")) }

    var body: [UInt8] { Array(text("body_utf8").utf8) }

    var request: SignableRequest {
        var fields = (input["extra_headers"]?.object?.members ?? []).map {
            SignableRequest.Pair($0.key, $0.value.string ?? "")
        }
        if let type = input["content_type"]?.string { fields.append(.init("Content-Type", type)) }
        let query = (input["query"]?.array ?? []).map {
            SignableRequest.Pair($0[0]?.string ?? "", $0[1]?.string ?? "")
        }
        return SignableRequest(
            method: text("method"), host: text("host"), path: text("path"), query: query, fields: fields, body: body)
    }

    func expected(_ name: String) -> String? { expect[name]?.string }

    func sentHeader(_ name: String) -> String? { expect["headers_sent"]?[name]?.string }
}
