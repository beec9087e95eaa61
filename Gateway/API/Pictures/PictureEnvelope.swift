import GatewayCore
import JSON

/// The JSON around a picture: `before` and `after` its base64, so that the picture itself is never held whole.
struct PictureEnvelope {
    let before: [UInt8]
    let after: [UInt8]

    /// Those two halves.
    init(before: String, after: String) {
        self.before = Array(before.utf8)
        self.after = Array(after.utf8)
    }

    /// The answer of one picture (contract, section 3).
    init(_ picture: FinishedPicture, order: PictureOrder) {
        before = Array(#"{"success":true,"data":{"imageUrl":"data:\#(picture.type);base64,"#.utf8)
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
    init(_ picture: FinishedPicture, sequence: Int) {
        before = Array(#"{"sequence":\#(sequence),"imageUrl":"data:\#(picture.type);base64,"#.utf8)
        var rest = Array(#"","error":null"#.utf8)
        Self.append("taskId", picture.submitted.taskID, to: &rest)
        Self.append("provider", picture.submitted.provider, to: &rest)
        Self.append("notice", picture.notice, to: &rest)
        Self.append(warnings: picture.warnings, to: &rest)
        rest.append(UInt8(ascii: "}"))
        after = rest
    }

    /// Bytes of the whole, the picture's base64 included.
    func length(with picture: FinishedPicture) -> Int {
        before.count + Base64.encodedCount(picture.byteCount) + after.count
    }

    private static func append(warnings: [String], to out: inout [UInt8]) {
        guard !warnings.isEmpty else { return }
        out.append(contentsOf: #","warnings":"#.utf8)
        out.append(contentsOf: JSONValue.array(warnings.map { .string($0) }).bytes())
    }

    private static func append(_ name: String, _ value: String?, to out: inout [UInt8]) {
        guard let value else { return }
        out.append(contentsOf: #",""#.utf8)
        out.append(contentsOf: name.utf8)
        out.append(contentsOf: #"":"#.utf8)
        JSONValue.appendEscaped(value, to: &out)
    }
}
