/// What stands behind a key in a log line.
package enum LogValue: Sendable, Equatable {
    case string(String)
    case integer(Int)
    /// Not a number and infinities are written as null.
    case double(Double)
    case bool(Bool)
    /// Written in milliseconds with three decimals.
    case milliseconds(Duration)

    /// A value as its `description`: secrets print dots, errors their case.
    package static func describing(_ value: some Any) -> LogValue {
        .string(String(describing: value))
    }
}

extension LogValue: ExpressibleByStringLiteral, ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral,
    ExpressibleByFloatLiteral, ExpressibleByBooleanLiteral
{
    package init(stringLiteral value: String) { self = .string(value) }
    package init(integerLiteral value: Int) { self = .integer(value) }
    package init(floatLiteral value: Double) { self = .double(value) }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
}

/// Keys (dotted, constant) and values, in the order given: `["job.id": .string(id), "attempt": .integer(n)]`.
package struct LogFields: Sendable, ExpressibleByDictionaryLiteral {
    package private(set) var entries: [(key: String, value: LogValue)]

    package init(dictionaryLiteral elements: (String, LogValue)...) {
        entries = elements
    }

    package mutating func append(_ key: String, _ value: LogValue) {
        entries.append((key, value))
    }
}
