import GatewayCore
import HTTPCore
import HTTPServer

/// `GET /assets/{id}`: a kept file, whole or in part. What has that name never changes.
struct AssetRoutes {
    let assets: any AssetStore
    /// Whether keys are asked for: then no cache between us and the client may keep what it was given.
    let isPrivate: Bool

    /// Streams the file; a malformed name is one that no file has.
    func show(_ request: ServerRequest, _ context: RequestContext) async throws -> ServerResponse {
        guard let id = context.parameters["id"].flatMap({ AssetID($0) }), let open = try await opened(id) else {
            throw GatewayError.noSuchAsset
        }
        return AssetAnswer(open, isPrivate: isPrivate).response(to: request)
    }

    private func opened(_ id: AssetID) async throws -> (any OpenAsset)? {
        do { return try await assets.open(id) } catch { throw GatewayError.fault(cause: error) }
    }
}
