/// One setting, described once: what it is called, what it takes, what it is without being set, what it does.
package struct Setting<Value: Sendable>: Sendable {
    package let name: String
    /// Other names it is known by; the main one wins.
    package let aliases: [String]
    package let kind: SettingKind<Value>
    package let defaultValue: Value
    package let description: SettingDescription

    /// `help` is a sentence for operators. `defaultText` stands in tables where the default is a rule, not a value.
    package init(
        _ name: String, aliases: [String] = [], _ kind: SettingKind<Value>, default defaultValue: Value,
        defaultText: String? = nil, help: String
    ) {
        self.name = name
        self.aliases = aliases
        self.kind = kind
        self.defaultValue = defaultValue
        description = SettingDescription(
            name: name, aliases: aliases, takes: kind.expectation, isSecret: kind.isSecret,
            defaultText: defaultText ?? kind.show(defaultValue), help: help)
    }

    /// A setting that may be absent.
    package init<Present: Sendable>(
        _ name: String, aliases: [String] = [], _ kind: SettingKind<Present>, defaultText: String = "none", help: String
    ) where Value == Present? {
        self.init(name, aliases: aliases, kind.optional, default: nil, defaultText: defaultText, help: help)
    }
}

/// What tables say about a setting.
package struct SettingDescription: Sendable, Equatable {
    package let name: String
    package let aliases: [String]
    /// Type, unit and range in words.
    package let takes: String
    package let isSecret: Bool
    package let defaultText: String
    package let help: String
}
