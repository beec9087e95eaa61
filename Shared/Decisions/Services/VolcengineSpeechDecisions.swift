import JSON

/// What a line of Volcengine's speech stream means (providers page 08): HTTP says 200 whatever happens, and the line's
/// code 0 or 20000000 is a good one. One code stands for several faults, which only the message tells apart.
package enum VolcengineSpeechDecisions {
    private static let table = DecisionTable([
        .message("quota exceeded for types: concurrency", .retryAtSlot),
        .said("55*", is: .retry), .said("45*", is: .failed),
    ])

    /// Of one line.
    package static func decide(line: JSONValue) -> Decision {
        guard let code = line["code"]?.int else { return .unknown }
        if [0, 20_000_000].contains(code) { return .done }
        let fault = ServiceFault(code: String(code), message: line["message"]?.string)
        return table.decide(status: 200, fault: fault, retryAfter: nil)
    }
}
