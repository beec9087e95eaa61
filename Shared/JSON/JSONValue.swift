/// A JSON value (RFC 8259); numbers keep their literal, objects their order.
package enum JSONValue: Sendable, Equatable {
    case null
    case bool(Bool)
    case number(JSONNumber)
    case string(String)
    case array([JSONValue])
    case object(JSONObject)

    /// That whole number.
    package static func int(_ value: Int) -> JSONValue { .number(JSONNumber(value)) }

    /// That number; null for infinities and NaN, as JavaScript has it.
    package static func double(_ value: Double) -> JSONValue { JSONNumber(value).map { .number($0) } ?? .null }

    /// The member of that name, if this is an object that has it.
    package subscript(key: String) -> JSONValue? { object?[key] }

    /// The element at that place, if this is an array that has it.
    package subscript(index: Int) -> JSONValue? {
        guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
        return elements[index]
    }

    package var isNull: Bool { self == .null }

    package var bool: Bool? {
        guard case .bool(let value) = self else { return nil }
        return value
    }

    package var number: JSONNumber? {
        guard case .number(let value) = self else { return nil }
        return value
    }

    /// The value of a whole number that fits.
    package var int: Int? { number?.int }

    /// The nearest double of a number.
    package var double: Double? { number?.double }

    package var string: String? {
        guard case .string(let value) = self else { return nil }
        return value
    }

    package var array: [JSONValue]? {
        guard case .array(let value) = self else { return nil }
        return value
    }

    package var object: JSONObject? {
        guard case .object(let value) = self else { return nil }
        return value
    }
}
