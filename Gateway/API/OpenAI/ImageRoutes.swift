import GatewayCore
import HTTPCore
import HTTPServer
import JSON
import Lifecycle
import Models
import Observability

/// OpenAI's image endpoints (contract, section 4): the official client libraries work with only the base URL changed.
struct ImageRoutes: Sendable {
    let pictures: Pictures
    let batches: Batches
    let links: AssetLinks
    let recent: RecentOrders
    let limits: BodyLimits
    let time: any TimeSource
    /// Pictures of one request side by side.
    let concurrency: Int

    /// `POST /v1/images/generations`.
    func generate(_ request: ServerRequest, _ context: RequestContext) async throws -> ServerResponse {
        let body = try await request.jsonBody(limit: limits.json)
        let (wanted, fingerprint) = try await offLoop {
            (try ImageRequest(ImageFields(json: try Self.members(body))), ImageFingerprint.of(request, body))
        }
        let call = identity(request, context, fingerprint)
        let choice = try await pictures.models(for: call).choice(for: wanted.model)
        let order = try wanted.order(choice)
        let set = ImageSet(
            orders: Array(repeating: order, count: wanted.count), inputCount: 0, request: wanted,
            eventPrefix: "image_generation", warnings: choice.warnings(call.language), fingerprint: fingerprint)
        return try await answer(set, to: request, call)
    }

    /// `GET /v1/models`.
    func models(_ request: ServerRequest, _ context: RequestContext) async throws -> ServerResponse {
        let models = try await pictures.models(for: CallIdentity(request, context))
        let list: JSONValue = ["object": "list", "data": .array(models.names.map(Self.shown))]
        return .json(list.bytes())
    }

    /// `GET /v1/models/{name}`, also where the name holds a slash.
    func model(_ request: ServerRequest, _ context: RequestContext) async throws -> ServerResponse {
        let names = ["provider", "model"].compactMap { context.parameters[$0] }
        let wanted = names.joined(separator: "/")
        let models = try await pictures.models(for: CallIdentity(request, context))
        guard let found = models.names.first(where: { $0.name == wanted }) else {
            throw GatewayError.unknownModel(wanted)
        }
        return .json(Self.shown(found).bytes())
    }

    /// Runs the set and answers in the form that was asked for.
    func answer(
        _ set: ImageSet, to request: ServerRequest, _ call: CallIdentity
    ) async throws -> ServerResponse {
        let delivery = try await PictureDelivery(
            set.request.template.imageFormat, chosenBy: "response_format", of: pictures, links, for: request, call)
        let run = ImageRun(
            set: set, delivery: delivery, batches: batches, recent: recent, concurrency: concurrency, time: time)
        return set.request.isStream ? run.events() : try await run.answer()
    }

    /// Who asks, under the attempt of the request before where this one is a repetition of it.
    func identity(_ request: ServerRequest, _ context: RequestContext, _ fingerprint: String) -> CallIdentity {
        var call = CallIdentity(request, context)
        call.attempt = recent.attempt(for: fingerprint, isRepeated: ImageFingerprint.isRepeated(request)) {
            "v1-" + RequestID.make().text
        }
        return call
    }

    private static func members(_ body: [UInt8]) throws -> JSONObject {
        guard let object = try JSONValue.parse(body).object else { throw JSONError(.notAnObject, offset: 0) }
        return object
    }

    /// `created` says nothing here: a provider's models have no date that we know.
    private static func shown(_ model: (name: String, provider: String)) -> JSONValue {
        ["id": .string(model.name), "object": "model", "created": 0, "owned_by": .string(model.provider)]
    }
}
