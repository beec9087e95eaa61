import HTTPCore
import HTTPServer
import JSON
import Lifecycle
import Locks
import Signing

/// Volcengine's visual API, played: it checks every signature, makes tasks, bills them, and misbehaves as told.
package final class ScriptedJimeng: Sendable {
    struct State: Sendable {
        var ledger = JimengLedger()
        var scripts: [(part: String, script: JimengScript)] = []
        var standard: JimengScript
        var lost: [String: Int] = [:]
        var nextTask = 7_392_616_336_519_610_000
    }

    /// The keys that it knows.
    package static let accessKey = "AKLTscripted"
    package static let secretKey = "scripted"

    let state: Locked<State>
    let time: any TimeSource
    let verifier: SignatureVerifier
    private let picture: [UInt8]
    private let done: [UInt8]

    /// Behaves by `script` towards every prompt that `play` names no other for; gives `picture` for all.
    package init(
        _ script: JimengScript = JimengScript(), picture: [UInt8] = ScriptedPicture.png(bytes: 2000),
        time: any TimeSource = SystemTime()
    ) {
        state = Locked(State(standard: script))
        self.time = time
        self.picture = picture
        verifier = SignatureVerifier(
            .volcengine,
            SigningIdentity(
                accessKey: Self.accessKey, secretKey: Self.secretKey, region: "cn-north-1", service: "cv"))
        done =
            Array(#"{"code":10000,"data":{"binary_data_base64":[""#.utf8) + Base64.encode(picture)
            + Array(
                #""],"image_urls":null,"resp_data":"","status":"done"},"message":"Success","request_id":"R"}"#.utf8)
    }

    /// Behaves so towards prompts that contain `part`.
    package func play(_ script: JimengScript, for part: String) {
        state.withLock { $0.scripts.insert((part, script), at: 0) }
    }

    /// Every task that it has accepted is ready at the next look.
    package func finishTasks() {
        state.withLock { state in
            for id in state.ledger.tasks.keys { state.ledger.tasks[id]?.script.unreadyLooks = 0 }
        }
    }

    /// What it has seen and billed so far.
    package var ledger: JimengLedger { state.withLock { $0.ledger } }

    /// Its routes, to be served.
    package var router: Router {
        var router = Router()
        router.post("/") { [self] request, _ in try await call(request) }
        router.get("/") { _, _ in .text("volcengine", status: HTTPStatus(404)) }
        router.get("/livez") { _, _ in .text("ok") }
        router.get("/pictures/{task}") { [self] _, context in
            let isLost = state.withLock { $0.losesPicture(context.parameters["task"] ?? "") }
            return isLost ? .text("busy", status: HTTPStatus(503)) : .bytes(picture, type: "image/png")
        }
        router.get("/tasks") { [self] _, _ in .json(ages().bytes()) }
        router.get("/stats") { [self] request, _ in .json(stats(request).bytes()) }
        return router
    }

    private func call(_ request: ServerRequest) async throws -> ServerResponse {
        let body = try await request.body.collect(limit: 1 << 20)
        if let fault = verifier.fault(request.head, body: body) {
            state.withLock { $0.ledger.badSignatures.append(fault) }
            return Self.gatewayError(fault, status: 401)
        }
        switch QueryString(request.head.query)?["Action"] {
        case "CVSync2AsyncSubmitTask": return try await submit(body)
        case "CVSync2AsyncGetResult": return look(body, request)
        default: return Self.gatewayError("InvalidActionOrVersion", status: 400)
        }
    }

    // MARK: - Submit

    private func submit(_ body: [UInt8]) async throws -> ServerResponse {
        let order = (try? JSONValue.parse(body)) ?? .null
        let prompt = order["prompt"]?.string ?? ""
        let (script, step) = state.withLock { $0.nextStep(prompt, body, time.now) }
        if script.submitTakes > .zero { try await time.sleep(for: script.submitTakes) }
        if !step.makesTask { state.withLock { $0.ledger.submitCameToNothing() } }
        switch step {
        case .accept:
            let task = accept(order, script)
            return Self.success(["task_id": .string(task)])
        case .immediate:
            _ = accept(order, script)
            return .json(done)
        case .code(let code, let status):
            var answer = Self.serviceError(code, status: status)
            answer.fields["Retry-After"] = script.retryAfter.map(String.init)
            return answer
        case .gatewayError(let code, let status): return Self.gatewayError(code, status: status)
        case .garbage(let status): return .text("<html>bad gateway</html>", status: HTTPStatus(status))
        case .cut(let billed):
            if billed { _ = accept(order, script) }
            return .broken
        case .silent:
            _ = accept(order, script)
            try await time.sleep(for: .seconds(3600))
            return .broken
        }
    }

    private func accept(_ order: JSONValue, _ script: JimengScript) -> String {
        state.withLock { state in
            state.nextTask += 1
            let task = String(state.nextTask)
            state.ledger.billed += 1
            state.ledger.tasks[task] = JimengLedger.Task(
                prompt: order["prompt"]?.string ?? "", reqKey: order["req_key"]?.string ?? "", script: script,
                acceptedAt: time.now)
            return task
        }
    }

    // MARK: - Look

    private func look(_ body: [UInt8], _ request: ServerRequest) -> ServerResponse {
        let value = (try? JSONValue.parse(body)) ?? .null
        let id = value["task_id"]?.string ?? ""
        let options = value["req_json"]?.string.flatMap { try? JSONValue.parse($0) }
        let now = time.now
        let found = state.withLock { $0.look(id, now) }
        if let task = ledger.tasks[id], task.reqKey != value["req_key"]?.string {
            return Self.serviceError(50215, status: 400)
        }
        guard let (script, isReady, count) = found else { return Self.success(["status": "not_found"]) }
        if count <= script.lostLooks { return .broken }
        if let state = script.lookState { return Self.success(["status": .string(state)]) }
        guard isReady else { return Self.success(["binary_data_base64": .array([]), "status": "generating"]) }
        if let fault = script.lookFails { return Self.serviceError(fault.code, status: fault.status) }
        state.withLock { $0.ledger.delivers(id, now) }
        switch script.answer {
        case .base64: return .json(done)
        case .url:
            guard options?["return_url"] == true else { return .json(done) }
            let url = "http://\(request.fields["Host"] ?? "")/pictures/\(id)"
            return Self.success(["image_urls": .array([.string(url)]), "status": "done"])
        }
    }

    /// Every task's prompt, and how long ago it was accepted.
    private func ages() -> JSONValue {
        let now = time.now
        return .array(
            ledger.tasks.values.map { task in
                [
                    "prompt": .string(task.prompt),
                    "ageSeconds": .double(task.acceptedAt.duration(to: now) / .seconds(1)),
                ]
            })
    }

    private func stats(_ request: ServerRequest) -> JSONValue {
        let interval = QueryString(request.head.query)?["interval"].flatMap { Double($0) } ?? 2
        let ledger = ledger
        let delays = ledger.delays(interval: .seconds(interval)).map { $0 / .seconds(1) }.sorted()
        func quantile(_ share: Double) -> JSONValue {
            delays.isEmpty ? .null : .double(delays[min(delays.count - 1, Int(Double(delays.count) * share))])
        }
        return [
            "submits": .int(ledger.submits), "billed": .int(ledger.billed), "looks": .int(ledger.looks),
            "badSignatures": .int(ledger.badSignatures.count), "delivered": .int(delays.count),
            "delaySeconds": ["p50": quantile(0.5), "p99": quantile(0.99), "max": quantile(1)],
        ]
    }
}

extension ScriptedJimeng.State {
    fileprivate mutating func nextStep(
        _ prompt: String, _ body: [UInt8], _ now: ContinuousClock.Instant
    ) -> (JimengScript, JimengScript.Submit) {
        let script = scripts.first { prompt.contains($0.part) }?.script ?? standard
        let count = ledger.submitsByPrompt[prompt, default: 0]
        ledger.submitsByPrompt[prompt] = count + 1
        ledger.submitArrived(now)
        if ledger.bodies.count < 1000 { ledger.bodies.append(String(decoding: body, as: UTF8.self)) }
        return (script, script.submits[min(count, script.submits.count - 1)])
    }

    fileprivate mutating func losesPicture(_ task: String) -> Bool {
        guard let script = ledger.tasks[task]?.script else { return false }
        lost[task, default: 0] += 1
        return lost[task, default: 0] <= script.lostPictures
    }

    fileprivate mutating func look(
        _ id: String, _ now: ContinuousClock.Instant
    ) -> (script: JimengScript, isReady: Bool, count: Int)? {
        ledger.looks += 1
        guard let task = ledger.tasks[id] else { return nil }
        ledger.tasks[id]?.looks.append(now)
        let isReady =
            task.acceptedAt.advanced(by: task.script.readyAfter) <= now && task.looks.count >= task.script.unreadyLooks
        return (task.script, isReady, task.looks.count + 1)
    }
}

extension ScriptedJimeng {
    private static func success(_ data: JSONObject) -> ServerResponse {
        let body: JSONValue = [
            "code": 10000, "data": .object(data), "message": "Success", "request_id": "R", "status": 10000,
            "time_elapsed": "9ms",
        ]
        return .json(body.bytes())
    }

    private static func serviceError(_ code: Int, status: Int) -> ServerResponse {
        let body: JSONValue = [
            "code": .int(code), "data": nil, "message": "scripted", "request_id": "R-\(code)", "status": .int(code),
        ]
        return .json(body.bytes(), status: HTTPStatus(status))
    }

    private static func gatewayError(_ code: String, status: Int) -> ServerResponse {
        let body: JSONValue = [
            "ResponseMetadata": [
                "RequestId": "R", "Service": "cv", "Error": ["CodeN": 100010, "Code": .string(code), "Message": "no"],
            ]
        ]
        return .json(body.bytes(), status: HTTPStatus(status))
    }
}
