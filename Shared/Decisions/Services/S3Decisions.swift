/// What an object store's error answers mean (providers page 09). Every request of ours there may be sent again: it puts
/// the same bytes under the same name.
package enum S3Decisions {
    private static let table = DecisionTable([
        .said("SlowDown", "RequestTimeout", "InternalError", "ServiceUnavailable", is: .retry),
        .status(500...599, .retry), .status(408, .retry),
    ])

    /// Of an answer with an error status; `body` is the XML that comes with it, its first kilobytes.
    package static func decide(status: Int, body: [UInt8], retryAfter: Duration?) -> Decision {
        table.decide(status: status, fault: fault(body), retryAfter: retryAfter)
    }

    /// `<Error><Code>…</Code><Message>…</Message><RequestId>…</RequestId></Error>`. Read by its tags alone: a parser for
    /// all of XML would only be a door for hostile text.
    package static func fault(_ body: [UInt8]) -> ServiceFault {
        let text = String(decoding: body.prefix(16 << 10), as: UTF8.self)
        return ServiceFault(
            code: element("Code", text), message: element("Message", text), requestID: element("RequestId", text))
    }

    private static func element(_ name: String, _ text: String) -> String? {
        guard let open = text.firstRange(of: "<\(name)>"),
            let close = text[open.upperBound...].firstRange(of: "</\(name)>")
        else { return nil }
        return String(text[open.upperBound..<close.lowerBound])
    }
}
