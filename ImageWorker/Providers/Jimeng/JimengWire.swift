import HTTPClient
import HTTPCore
import ImageWorkerCore
import JSON
import ProviderKit
import Signing

/// The requests, signed, byte for byte as they leave.
struct JimengWire: Sendable {
    private let settings: JimengSettings
    private let signer: RequestSigner
    /// `host[:port]` of the base URL.
    let authority: String
    /// What must not show up in anything that is told.
    let secrets: [String]
    private let path: String
    /// Submits and looks of one task must name the same.
    let model: JimengModel

    init(_ settings: JimengSettings, _ keys: JimengKeys, model: JimengModel) {
        self.settings = settings
        self.model = model
        secrets = [keys.accessKey.reveal(), keys.secretKey.reveal()]
        signer = RequestSigner(
            .volcengine,
            SigningIdentity(
                accessKey: keys.accessKey.reveal(), secretKey: keys.secretKey.reveal(), region: "cn-north-1",
                service: "cv"))
        let rest = settings.baseURL.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
        authority = rest.count > 2 ? String(rest[2]) : ""
        path = "/" + (rest.count > 3 ? rest[3] + "/" : "")
    }

    /// Asks for one picture. Sent once: a repeated request would be a second charge.
    func submit(_ order: PictureOrder, unixSeconds: Double) -> ClientRequest {
        var request = request("CVSync2AsyncSubmitTask", .object(body(order)), unixSeconds)
        request.deadline = settings.submitLimit
        request.sendOnce = true
        return request
    }

    private func body(_ order: PictureOrder) -> JSONObject {
        var body: JSONObject = [
            "req_key": .string(model.reqKey), "prompt": .string(order.boundPrompt(for: model.references)),
            "force_single": true,
        ]
        if !order.references.isEmpty {
            body["image_urls"] = .array(order.references.compactMap(\.address).map { .string($0) })
        }
        if let size = order.size { add(size, to: &body) }
        if let scale = order.options.guidanceScale {
            body["scale"] = model.hasWholeScale ? .int(Int(scale)) : .double(scale)
        }
        if let seed = order.seed { body["seed"] = .int(seed) }
        return body
    }

    /// Sizes steeper than usual are made only where the request says that they may be.
    private func add(_ size: PictureSize, to body: inout JSONObject) {
        body["width"] = .int(size.width)
        body["height"] = .int(size.height)
        let ratio = Double(size.width) / Double(size.height)
        if ratio > JimengRules.usualRatio { body["max_ratio"] = .double((ratio * 10_000).rounded(.up) / 10_000) }
        if 1 / ratio > JimengRules.usualRatio { body["min_ratio"] = .double((ratio * 10_000).rounded(.down) / 10_000) }
    }

    /// Asks how a task is; asking again does no harm.
    func look(at task: ProviderTaskID, unixSeconds: Double) -> ClientRequest {
        let body: JSONObject = [
            "req_key": .string(model.reqKey), "task_id": .string(task.text), "req_json": .string(Self.resultOptions),
        ]
        var request = request("CVSync2AsyncGetResult", .object(body), unixSeconds)
        request.deadline = settings.lookLimit
        request.readBufferBytes = 32 * 1024
        request.sendOnce = false
        return request
    }

    /// JSON within JSON, as the API wants it: links instead of megabytes, and no logo in the picture.
    private static let resultOptions =
        #"{"return_url":true,"logo_info":{"add_logo":false,"position":0,"language":0,"opacity":1}}"#

    private func request(_ action: String, _ body: JSONValue, _ unixSeconds: Double) -> ClientRequest {
        let bytes = body.bytes()
        let signature = signer.sign(
            SignableRequest(
                method: "POST", host: authority, path: path,
                query: [.init("Action", action), .init("Version", Self.version)],
                fields: [.init("Content-Type", "application/json")], body: bytes),
            at: SigningDate(unixSeconds: unixSeconds))
        let url = "\(settings.baseURL)/?Action=\(action)&Version=\(Self.version)"
        var request = ClientRequest(.post, url, body: .bytes(bytes))
        request.fields["Content-Type"] = "application/json"
        for field in signature.fields { request.fields[field.name] = field.value }
        request.maxResponseBytes = PictureText.largest
        return request
    }

    private static let version = "2022-08-31"
}
