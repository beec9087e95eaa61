import GatewayCore
import JSON
import Models

/// The fields of a request for images, from JSON or from a form, where every value is text.
struct ImageFields {
    private let values: JSONObject
    private let isForm: Bool

    /// The members of a JSON body; `null` counts as absent.
    init(json values: JSONObject) {
        self.values = values
        isForm = false
    }

    /// The text fields of a form.
    init(form values: [(name: String, text: String)]) {
        var object = JSONObject()
        for value in values { object[value.name] = .string(value.text) }
        self.values = object
        isForm = true
    }

    /// - Throws: `GatewayError` naming the first field that is not among those: a wish that has no effect is no help.
    func requireKnown(_ known: Set<String>) throws(GatewayError) {
        guard let stranger = values.keys.first(where: { !known.contains($0) }) else { return }
        throw .invalidParameter(
            field: String(stranger.prefix(64)), reason: LocalizedText(zh: "未知参数", en: "unknown parameter"))
    }

    /// Text that is not blank.
    func text(_ name: String) throws(GatewayError) -> String? {
        guard let value = present(name) else { return nil }
        guard let text = value.string else { throw fault(name, "应为字符串", "must be a string") }
        return text.allSatisfy(\.isWhitespace) ? nil : text
    }

    /// One of those words.
    func choice(_ name: String, of words: [String]) throws(GatewayError) -> String? {
        guard let word = try text(name) else { return nil }
        guard words.contains(word) else {
            let list = words.joined(separator: ", ")
            throw fault(name, "应为以下之一: \(list)", "must be one of \(list)")
        }
        return word
    }

    /// A whole number in that range.
    func int(_ name: String, in range: ClosedRange<Int>) throws(GatewayError) -> Int? {
        guard let value = present(name) else { return nil }
        let number = isForm ? value.string.flatMap { Int($0) } : value.int
        guard let number, range.contains(number) else {
            throw fault(
                name, "应为\(range.lowerBound)到\(range.upperBound)的整数",
                "must be a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// A number in that range.
    func double(_ name: String, in range: ClosedRange<Double>) throws(GatewayError) -> Double? {
        guard let value = present(name) else { return nil }
        let number = isForm ? value.string.flatMap { Double($0) } : value.double
        guard let number, range.contains(number) else {
            throw fault(
                name, "应为\(range.lowerBound)到\(range.upperBound)的数",
                "must be a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// true or false.
    func bool(_ name: String) throws(GatewayError) -> Bool? {
        guard let value = present(name) else { return nil }
        let flag = isForm ? value.string.flatMap { Bool($0.lowercased()) } : value.bool
        guard let flag else { throw fault(name, "应为布尔值", "must be true or false") }
        return flag
    }

    private func present(_ name: String) -> JSONValue? {
        guard let value = values[name], !value.isNull else { return nil }
        return isForm && value.string?.isEmpty == true ? nil : value
    }

    private func fault(_ name: String, _ chinese: String, _ english: String) -> GatewayError {
        .invalidParameter(field: name, reason: LocalizedText(zh: chinese, en: english))
    }
}
