import HTTPCore
import JSON
import Signing
import TestSupport
import Testing

/// Against requests that the official Python SDK signed.
struct VolcengineSigningTests {
    @Test func allSixteenVectorsAreThere() throws {
        #expect(try VolcengineVector.all().count == 16)
    }

    @Test(arguments: try VolcengineVector.all())
    func signsAsTheOfficialSDK(_ vector: VolcengineVector) throws {
        let signature = RequestSigner(.volcengine, vector.identity).sign(vector.request, at: vector.date)
        #expect(signature.canonical.text == vector.expected("canonical_request"))
        #expect(signature.canonical.signedHeaders == vector.expected("signed_headers"))
        #expect(signature.stringToSign == vector.expected("string_to_sign"))
        #expect(signature.signature == vector.expected("signature"))
        for field in signature.fields {
            #expect(field.value == vector.sentHeader(field.name), "\(field.name)")
        }
    }

    @Test(arguments: try VolcengineVector.all())
    func derivesTheSameKeysOnTheWay(_ vector: VolcengineVector) throws {
        let keys = SigningKey.chain(vector.identity, day: vector.date.day, .volcengine)
        #expect(Hex.text(keys.date) == vector.expected("k_date"))
        #expect(Hex.text(keys.region) == vector.expected("k_region"))
        #expect(Hex.text(keys.service) == vector.expected("k_service"))
        #expect(Hex.text(keys.signing) == vector.expected("k_signing"))
    }

    @Test(arguments: try VolcengineVector.all().filter { $0.request.path == "/" })
    func theVerifierTakesWhatTheSDKSent(_ vector: VolcengineVector) throws {
        let head = try #require(Self.head(of: vector))
        let verifier = SignatureVerifier(.volcengine, vector.identity)
        #expect(verifier.fault(head, body: vector.body) == nil)
        #expect(verifier.fault(head, body: vector.body + [0x20]) == "SignatureDoesNotMatch")
    }

    /// The official Java and Go samples sign in the order host, x-date, x-content-sha256, content-type.
    @Test func theVerifierTakesTheOrderOfSignedHeaders() throws {
        let identity = SigningIdentity(accessKey: "AK", secretKey: "SK", region: "cn-north-1", service: "cv")
        let date = SigningDate(text: "20261120T100000Z")
        let hash = Hex.text(Digest.sha256([]))
        let fields: [SignableRequest.Pair] = [
            .init("host", "h"), .init("x-date", date.text), .init("x-content-sha256", hash),
            .init("content-type", "application/json"),
        ]
        let canonical = CanonicalRequest(method: "POST", path: "/", query: [], fields: fields, bodyHash: hash)
        let signature = RequestSignature(canonical, date, identity, .volcengine)
        var head = RequestHead(method: .post, target: "/")
        for field in fields + signature.fields { head.fields.append(field.name, field.value) }
        #expect(signature.canonical.signedHeaders == "host;x-date;x-content-sha256;content-type")
        #expect(SignatureVerifier(.volcengine, identity).fault(head, body: []) == nil)
    }

    private static func head(of vector: VolcengineVector) -> RequestHead? {
        guard let url = vector.expected("url_sent_by_sdk"), let mark = url.firstIndex(of: "?") else { return nil }
        var head = RequestHead(method: HTTPMethod(vector.request.method), target: "/" + String(url[mark...]))
        for member in vector.expect["headers_sent"]?.object?.members ?? [] {
            head.fields.append(member.key, member.value.string ?? "")
        }
        for pair in vector.request.fields where head.fields[pair.name] == nil {
            head.fields.append(pair.name, pair.value)
        }
        return head
    }
}
