import HTTPCore

/// Finds the handler of a request by path and method.
///
/// A pattern is `/api/jobs/{id}`: `{name}` takes one whole, non-empty segment and is given percent-decoded; fixed
/// segments win over parameters. GET serves HEAD too; OPTIONS is answered with `Allow` unless it has a handler.
package struct Router: Sendable {
    private var root = RouteNode()
    /// Paths without parameters, so that the usual request costs one hash.
    private var fixed: [String: MethodTable] = [:]

    /// Without routes.
    package init() {}

    package mutating func get(_ pattern: String, _ handler: @escaping Handler) { add(.get, pattern, handler) }
    package mutating func post(_ pattern: String, _ handler: @escaping Handler) { add(.post, pattern, handler) }
    package mutating func put(_ pattern: String, _ handler: @escaping Handler) { add(.put, pattern, handler) }
    package mutating func patch(_ pattern: String, _ handler: @escaping Handler) { add(.patch, pattern, handler) }
    package mutating func delete(_ pattern: String, _ handler: @escaping Handler) { add(.delete, pattern, handler) }

    /// Adds a route; the pattern is the programmer's and stops the program when it is wrong or there already.
    package mutating func add(_ method: HTTPMethod, _ pattern: String, _ handler: @escaping Handler) {
        precondition(pattern.hasPrefix("/"), "a pattern begins with /: \(pattern)")
        let segments = RoutePath.segments(pattern).map(RouteSegment.init)
        let route = Route(handler: handler, names: segments.compactMap(\.name))
        let isNew =
            segments.contains { $0.name != nil }
            ? root.add(segments[...], method, route)
            : fixed[pattern, default: MethodTable()].add(method, route)
        precondition(isNew, "two handlers for \(method) \(pattern)")
    }

    /// This router as the innermost handler. It throws `HTTPServerError.notFound`, `.methodNotAllowed` and
    /// `.badTarget`, and what the routes throw.
    package var handler: Handler {
        { request, original in
            var context = original
            return try await route(request, &context)(request, context)
        }
    }

    /// Not async itself, so that a waiting request does not pay for its frame.
    private func route(_ request: ServerRequest, _ context: inout RequestContext) throws(HTTPServerError) -> Handler {
        if request.method == .options, request.head.path == "*" { return Self.wholeServer }
        let (table, values) = try find(request.head.path)
        guard let route = table.route(for: request.method) else { return try Self.withoutHandler(request, table) }
        for (name, value) in zip(route.names, values) { context.parameters.add(name, value) }
        return route.handler
    }

    /// `OPTIONS *` asks about the server, not about a resource (RFC 9110, 9.3.7).
    private static let wholeServer: Handler = { _, _ in
        ServerResponse(status: .noContent, fields: ["Allow": "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"])
    }

    private func find(_ path: Substring) throws(HTTPServerError) -> (MethodTable, [String]) {
        if let table = fixed[String(path)] { return (table, []) }
        let segments = try RoutePath.decoded(path)
        if let table = fixed["/" + segments.joined(separator: "/")], !segments.contains(where: { $0.contains("/") }) {
            return (table, [])
        }
        var values: [String] = []
        guard let table = root.find(segments[...], &values) else { throw .notFound }
        return (table, values)
    }

    private static func withoutHandler(
        _ request: ServerRequest, _ table: MethodTable
    ) throws(HTTPServerError) -> Handler {
        guard request.method == .options else { throw .methodNotAllowed(allow: table.allowed) }
        let allowed = table.allowed.map(\.name).joined(separator: ", ")
        return { _, _ in ServerResponse(status: .noContent, fields: ["Allow": allowed]) }
    }
}

/// A handler and the names of its pattern's parameters, in order.
struct Route: Sendable {
    let handler: Handler
    let names: [String]
}

/// The handlers of one path.
struct MethodTable: Sendable {
    private var routes: [(method: HTTPMethod, route: Route)] = []

    var isEmpty: Bool { routes.isEmpty }

    /// False if the method has one already.
    mutating func add(_ method: HTTPMethod, _ route: Route) -> Bool {
        guard !routes.contains(where: { $0.method == method }) else { return false }
        routes.append((method, route))
        return true
    }

    func route(for method: HTTPMethod) -> Route? {
        for entry in routes where entry.method == method { return entry.route }
        return method == .head ? route(for: .get) : nil
    }

    /// What `Allow` lists.
    var allowed: [HTTPMethod] {
        var methods = routes.map(\.method)
        if methods.contains(.get), !methods.contains(.head) { methods.append(.head) }
        if !methods.contains(.options) { methods.append(.options) }
        return methods
    }
}
