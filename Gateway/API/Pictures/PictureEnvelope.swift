import GatewayCore
import JSON

/// The JSON around a picture's address: `before` and `after` its base64, so that the picture itself is never held whole.
struct PictureEnvelope {
    let before: [UInt8]
    let after: [UInt8]

    /// Those two halves.
    init(before: String, after: String) {
        self.before = Array(before.utf8)
        self.after = Array(after.utf8)
    }

    /// The answer of one picture (contract, section 3). `url` is whole, or ends where the base64 begins.
    init(_ picture: FinishedPicture, order: PictureOrder, url: String) {
        before = Self.opened(#"{"success":true,"data":{"#, url)
        var rest = Array(#"""#.utf8)
        Self.append("taskId", picture.submitted.taskID, to: &rest)
        Self.append("provider", picture.submitted.provider, to: &rest)
        Self.append("providerTaskId", picture.submitted.providerTaskID, to: &rest)
        Self.append("prompt", order.prompt, to: &rest)
        Self.append("notice", picture.notice, to: &rest)
        Self.append(warnings: picture.warnings, to: &rest)
        if let frame = order.frame {
            rest.append(contentsOf: #","frame":"#.utf8)
            rest.append(contentsOf: frame)
        }
        rest.append(contentsOf: "}}".utf8)
        after = rest
    }

    /// The entry of a batch for a frame that has its picture.
    init(_ picture: FinishedPicture, sequence: Int, url: String) {
        before = Self.opened(#"{"sequence":\#(sequence),"#, url)
        var rest = Array(#"","error":null"#.utf8)
        Self.append("taskId", picture.submitted.taskID, to: &rest)
        Self.append("provider", picture.submitted.provider, to: &rest)
        Self.append("notice", picture.notice, to: &rest)
        Self.append(warnings: picture.warnings, to: &rest)
        rest.append(UInt8(ascii: "}"))
        after = rest
    }

    /// All of it, where the address is whole.
    var whole: [UInt8] { before + after }

    /// Bytes of the whole, the picture's base64 included.
    func length(with picture: FinishedPicture) -> Int {
        before.count + Base64.encodedCount(picture.byteCount) + after.count
    }

    private static func append(warnings: [String], to out: inout [UInt8]) {
        guard !warnings.isEmpty else { return }
        out.append(contentsOf: #","warnings":"#.utf8)
        out.append(contentsOf: JSONValue.array(warnings.map { .string($0) }).bytes())
    }

    /// With the address, but not the quotation mark at its end.
    private static func opened(_ start: String, _ url: String) -> [UInt8] {
        var out = Array(start.utf8)
        out.append(contentsOf: #""imageUrl":"#.utf8)
        JSONValue.appendEscaped(url, to: &out)
        out.removeLast()
        return out
    }

    private static func append(_ name: String, _ value: String?, to out: inout [UInt8]) {
        guard let value else { return }
        out.append(contentsOf: #",""#.utf8)
        out.append(contentsOf: name.utf8)
        out.append(contentsOf: #"":"#.utf8)
        JSONValue.appendEscaped(value, to: &out)
    }
}

extension FinishedPicture {
    /// The address in front of its base64.
    var dataURLStart: String { "data:\(type);base64," }
}
