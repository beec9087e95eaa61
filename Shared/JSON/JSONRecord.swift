/// A member of a record that has another type than it should.
package struct JSONFieldError: Error, Equatable, Sendable {
    /// The way to the member, e.g. `config.concurrency`.
    package let field: String
    /// What it should be.
    package let expected: Expected

    /// The types that a record is asked for.
    package enum Expected: String, Sendable {
        case string, integer, number, boolean, object, array
    }
}

/// A JSON object read member by member without building its tree: values of megabytes, and values that are passed on
/// byte for byte, cost nothing. `null` counts as absent. Of repeated names the last holds.
package struct JSONRecord: Sendable {
    private let bytes: [UInt8]
    private let extent: Range<Int>
    private let members: [String: Range<Int>]
    private let path: String

    /// Checks the whole text.
    /// - Throws: `JSONError`, `.notAnObject` for any other value.
    package init(_ bytes: [UInt8], limits: JSONLimits = .standard) throws(JSONError) {
        try self.init(bytes, in: nil, path: "", limits: limits)
    }

    private init(_ bytes: [UInt8], in range: Range<Int>?, path: String, limits: JSONLimits) throws(JSONError) {
        self.bytes = bytes
        self.path = path
        extent = range ?? 0..<bytes.count
        var members: [String: Range<Int>] = [:]
        for member in try JSONSpans.object(bytes, in: range, limits: limits) { members[member.key] = member.range }
        self.members = members
    }

    /// The object's own bytes as they came.
    package var text: [UInt8] { Array(bytes[extent]) }

    /// The value's bytes as they came.
    package func raw(_ name: String) -> [UInt8]? {
        range(name).map { Array(bytes[$0]) }
    }

    /// A string.
    package func string(_ name: String) throws(JSONFieldError) -> String? {
        try value(name, .string) { $0.string }
    }

    /// A whole number.
    package func int(_ name: String) throws(JSONFieldError) -> Int? {
        try value(name, .integer) { $0.int }
    }

    /// A number.
    package func double(_ name: String) throws(JSONFieldError) -> Double? {
        try value(name, .number) { $0.double }
    }

    /// true or false.
    package func bool(_ name: String) throws(JSONFieldError) -> Bool? {
        try value(name, .boolean) { $0.bool }
    }

    /// An object, as a record of its own whose errors name the whole way.
    package func record(_ name: String) throws(JSONFieldError) -> JSONRecord? {
        guard let range = range(name) else { return nil }
        guard let record = try? JSONRecord(bytes, in: range, path: fieldPath(name) + ".", limits: .standard) else {
            throw JSONFieldError(field: fieldPath(name), expected: .object)
        }
        return record
    }

    /// An array of objects, each as a record of its own.
    package func records(_ name: String) throws(JSONFieldError) -> [JSONRecord]? {
        guard let range = range(name) else { return nil }
        guard let elements = (try? JSONSpans.elements(bytes, in: range)) ?? nil else {
            throw JSONFieldError(field: fieldPath(name), expected: .array)
        }
        var records: [JSONRecord] = []
        records.reserveCapacity(elements.count)
        for (index, element) in elements.enumerated() {
            let path = "\(fieldPath(name))[\(index)]"
            guard let record = try? JSONRecord(bytes, in: element, path: path + ".", limits: .standard) else {
                throw JSONFieldError(field: path, expected: .object)
            }
            records.append(record)
        }
        return records
    }

    private func range(_ name: String) -> Range<Int>? {
        guard let range = members[name], bytes[range.lowerBound] != UInt8(ascii: "n") else { return nil }
        return range
    }

    private func fieldPath(_ name: String) -> String { path + name }

    private func value<Value>(
        _ name: String, _ expected: JSONFieldError.Expected, _ convert: (JSONValue) -> Value?
    ) throws(JSONFieldError) -> Value? {
        guard let raw = raw(name) else { return nil }
        guard let value = (try? JSONValue.parse(raw)).flatMap(convert) else {
            throw JSONFieldError(field: fieldPath(name), expected: expected)
        }
        return value
    }
}
