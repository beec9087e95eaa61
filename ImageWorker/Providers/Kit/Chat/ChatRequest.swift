import ImageWorkerCore
import JSON

/// The body of `/chat/completions` that asks for one picture.
package struct ChatRequest: Sendable {
    /// Reference images go inside the request, as data URLs. The number is ours: no page names one, and what the model
    /// behind an address takes, nobody knows; ten of these fill a request.
    package static let references = ReferenceRule(most: 10, form: .bytes, largestBytes: 8 << 20)

    private let words: String
    private let pictures: [Picture]
    private let isPlain: Bool
    private let others: JSONObject

    /// Asks for what the order says, after its reference images. `isPlain`: words alone are a plain string, not a list
    /// of one part. `others` are the request's further members.
    package init(_ order: PictureOrder, note: String = "", isPlain: Bool, _ others: JSONObject) {
        words = "Generate an image: " + order.boundPrompt(for: Self.references) + note
        pictures = order.references.compactMap(\.picture)
        self.isPlain = isPlain
        self.others = others
    }

    /// As it leaves; without those members that the server did not like.
    package func bytes(without leftOut: Set<String>) -> [UInt8] {
        var members = others
        for name in leftOut { members[name] = nil }
        var out = JSONValue.object(members).bytes()
        out.removeLast()
        out.append(contentsOf: Array(#","messages":[{"role":"user","content":"#.utf8))
        appendContent(to: &out)
        out.append(contentsOf: Array("}]}".utf8))
        return out
    }

    /// Pictures go in as they are coded: a tree of them would be one more copy of each.
    private func appendContent(to out: inout [UInt8]) {
        guard !pictures.isEmpty || !isPlain else {
            JSONValue.appendEscaped(words, to: &out)
            return
        }
        let text: JSONValue = ["type": "text", "text": .string(words)]
        out.reserveCapacity(out.count + pictures.reduce(1024) { $0 + Base64.encodedCount($1.bytes.count) + 100 })
        out.append(0x5B)
        text.append(to: &out)
        for picture in pictures {
            let start = #",{"type":"image_url","image_url":{"url":"data:\#(picture.type.mediaType);base64,"#
            out.append(contentsOf: Array(start.utf8))
            out.append(contentsOf: Base64.encode(picture.bytes))
            out.append(contentsOf: Array(#""}}"#.utf8))
        }
        out.append(0x5D)
    }
}
