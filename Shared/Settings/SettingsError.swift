/// Everything that is wrong with the settings, so that it can be put right at once.
package struct SettingsError: Error, Equatable, CustomStringConvertible {
    package let faults: [SettingFault]

    /// A line for each fault.
    package var description: String { faults.map(\.description).joined(separator: "\n") }
}

/// One thing that is wrong.
package enum SettingFault: Error, Equatable, CustomStringConvertible {
    /// `given` is nil for secrets.
    case unexpected(variable: String, given: String?, expected: String)
    /// `NAME` and `NAME_FILE` are both set.
    case setTwice(variable: String)
    case unreadable(variable: String, path: String, why: String)
    /// A line of `.env`.
    case badLine(number: Int)
    /// Settings that do not go together; in words.
    case conflict(variable: String, why: String)

    package var description: String {
        switch self {
        case .unexpected(let variable, let given, let expected):
            given.map { "\(variable): given \(Self.quoted($0)), expected \(expected)" }
                ?? "\(variable): what is given is not \(expected)"
        case .setTwice(let variable): "\(variable): both \(variable) and \(variable)_FILE are set, expected one of them"
        case .unreadable(let variable, let path, let why): "\(variable): \(Self.quoted(path)) cannot be read: \(why)"
        case .badLine(let number): ".env: line \(number) is not NAME=value"
        case .conflict(let variable, let why): "\(variable): \(why)"
        }
    }

    /// On one line, and not too long.
    private static func quoted(_ text: String) -> String {
        let shown = text.prefix(80).unicodeScalars.map { scalar in
            scalar.properties.generalCategory == .control ? "\u{FFFD}" : String(scalar)
        }
        return "\"" + shown.joined() + (text.count > 80 ? "…\"" : "\"")
    }
}
