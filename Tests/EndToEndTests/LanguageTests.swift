import TestSupport
import Testing

/// In which language a person reads what went wrong (contract, section 1).
struct LanguageTests {
    @Test(
        arguments: [
            ([:], nil, "缺少必要参数: prompt"), ([:], "en-GB, zh;q=0.5", "Missing required parameters: prompt"),
            (["DEFAULT_LANGUAGE": "en"], nil, "Missing required parameters: prompt"),
            (["DEFAULT_LANGUAGE": "en"], "zh-CN", "缺少必要参数: prompt"),
        ] as [([String: String], String?, String)])
    func `errors come in the client's language, else in the operator's`(
        settings: [String: String], accepted: String?, text: String
    ) async throws {
        let gateway = try await BothProcesses.startGateway(workerPort: 9, settings)
        let http = PlainHTTP(port: try await gateway.port())
        let answer = try await http.send(
            "POST", "/api/generate-image", headers: accepted.map { ["Accept-Language": $0] } ?? [:],
            body: Array("{}".utf8))
        try expectError(answer, 400, "INVALID_REQUEST", text: text)
    }
}
