import HTTPClient
import HTTPCore
import ImageWorkerCore
import Lifecycle
import ProviderKit

/// Volcengine's visual API: submit, then look every two seconds.
package struct JimengProvider: ImageProvider {
    package let facts: ProviderFacts
    private let tasks: JimengTasks?
    private let patience: TaskPatience
    private let time: any TimeSource
    private let reachability: Reachability?

    /// `fetchAllowed` is `FETCH_ALLOW_HOSTS`; the provider's own origin is exempt from the guard besides.
    package init(
        _ settings: JimengSettings, patience: TaskPatience = TaskPatience(), client: HTTPClient,
        fetchAllowed: [AddressGuard.Host] = [], fetchViaProxy: Bool = false, time: any TimeSource
    ) {
        facts = ProviderFacts(
            id: .jimeng, taskPrefix: "jimeng_v4",
            requiredSettings: ["VOLCENGINE_ACCESS_KEY_ID", "VOLCENGINE_SECRET_ACCESS_KEY"],
            isConfigured: settings.keys != nil)
        self.patience = patience
        self.time = time
        guard let keys = settings.keys else {
            (tasks, reachability) = (nil, nil)
            return
        }
        let wire = JimengWire(settings, keys)
        let own = AddressGuard.Host(ofOrigin: settings.baseURL).map { [$0] } ?? []
        let fetcher = PictureFetcher(
            client: client, exempt: own + fetchAllowed, usesProxy: fetchViaProxy, time: time)
        tasks = JimengTasks(wire: wire, client: client, fetcher: fetcher, time: time)
        reachability = Reachability(url: settings.baseURL + "/", client: client, time: time)
    }

    package func check(_ order: PictureOrder) throws(GenerationError) { try JimengRules.check(order) }

    package func generate(
        _ order: PictureOrder, _ journal: any AttemptJournal
    ) async throws(GenerationError) -> Generated {
        Generated(try await driver().generate(order, journal))
    }

    package func resume(
        _ task: ProviderTaskID, _ order: PictureOrder, _ journal: any AttemptJournal
    ) async throws(GenerationError) -> Generated {
        Generated(try await driver().resume(task, journal))
    }

    package func health() async -> ProviderHealth { await reachability?.check() ?? .disabled }

    private func driver() throws(GenerationError) -> TaskDriver {
        guard let tasks else { throw GenerationError(.notConfigured(settings: facts.requiredSettings), billed: .no) }
        return TaskDriver(tasks, patience: patience, time: time)
    }
}

/// One call each, decided by the table. An object, which all attempts share.
final class JimengTasks: TaskProvider {
    let wire: JimengWire
    let client: HTTPClient
    let fetcher: PictureFetcher
    let time: any TimeSource

    init(wire: JimengWire, client: HTTPClient, fetcher: PictureFetcher, time: any TimeSource) {
        self.wire = wire
        self.client = client
        self.fetcher = fetcher
        self.time = time
    }

    func submit(_ order: PictureOrder) async -> SubmitOutcome {
        do {
            let answer = try await answer(to: wire.submit(order, unixSeconds: time.unixSeconds))
            return await offLoop(answer) { JimengDecisions.submit($0, unixSeconds: time.unixSeconds) }
        } catch {
            return TransportFailure.ofSubmit(error)
        }
    }

    func look(at task: ProviderTaskID) async -> LookOutcome {
        do {
            let answer = try await answer(to: wire.look(at: task, unixSeconds: time.unixSeconds))
            return await offLoop(answer) { JimengDecisions.look($0) }
        } catch {
            return TransportFailure.ofLook(error)
        }
    }

    func fetch(_ source: PictureSource) async throws(GenerationError) -> Picture {
        switch source {
        case .url(let url): return try await fetcher.fetch(url)
        case .bytes(let bytes):
            guard let picture = PictureHeader.read(bytes) else { throw PictureFetcher.notAPicture }
            return picture
        }
    }

    private struct RawAnswer: Sendable {
        let status: HTTPStatus
        let fields: HTTPFields
        let body: [UInt8]
    }

    private func answer(to request: ClientRequest) async throws -> RawAnswer {
        try await client.withResponse(request) { response in
            RawAnswer(
                status: response.status, fields: response.fields,
                body: try await response.collect(limit: JimengAnswer.largest))
        }
    }

    /// Bytes up to which reading an answer takes less than half a millisecond.
    private static let smallAnswer = 256 << 10

    /// Decides where it is asked, but an answer that carries a picture on Swift's pool, so that the loop goes on.
    private func offLoop<Outcome: Sendable>(
        _ raw: RawAnswer, _ decide: @Sendable (JimengAnswer) -> Outcome
    ) async -> Outcome {
        guard raw.body.count > Self.smallAnswer else { return decide(read(raw)) }
        return await withTaskExecutorPreference(globalConcurrentExecutor) { decide(read(raw)) }
    }

    private func read(_ raw: RawAnswer) -> JimengAnswer {
        JimengAnswer(status: raw.status, fields: raw.fields, body: raw.body, without: wire.secrets)
    }
}
