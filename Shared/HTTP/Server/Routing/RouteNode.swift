import HTTPCore

/// One part of a pattern.
enum RouteSegment {
    case fixed(String)
    case parameter(String)

    init(_ text: Substring) {
        if text.hasPrefix("{"), text.hasSuffix("}") {
            self = .parameter(String(text.dropFirst().dropLast()))
        } else {
            self = .fixed(String(text))
        }
    }

    var name: String? {
        switch self {
        case .fixed: nil
        case .parameter(let name): name
        }
    }
}

/// A node of the tree of patterns with parameters.
struct RouteNode: Sendable {
    private var fixed: [String: RouteNode] = [:]
    /// Zero or one node; an array because a struct cannot hold itself.
    private var parameter: [RouteNode] = []
    private var table = MethodTable()

    /// False if there is a handler for that method and pattern already.
    mutating func add(_ segments: ArraySlice<RouteSegment>, _ method: HTTPMethod, _ route: Route) -> Bool {
        guard let first = segments.first else { return table.add(method, route) }
        let rest = segments.dropFirst()
        switch first {
        case .fixed(let text): return fixed[text, default: RouteNode()].add(rest, method, route)
        case .parameter:
            if parameter.isEmpty { parameter.append(RouteNode()) }
            return parameter[0].add(rest, method, route)
        }
    }

    /// The handlers for these decoded segments; `values` collects what the parameters took.
    func find(_ segments: ArraySlice<String>, _ values: inout [String]) -> MethodTable? {
        guard let first = segments.first else { return table.isEmpty ? nil : table }
        let rest = segments.dropFirst()
        if let node = fixed[first], let found = node.find(rest, &values) { return found }
        guard let node = parameter.first, !first.isEmpty else { return nil }
        values.append(first)
        if let found = node.find(rest, &values) { return found }
        values.removeLast()
        return nil
    }
}
