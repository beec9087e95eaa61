/// Reads settings one by one and keeps count: what was asked for, where it came from, what was wrong.
///
/// Structs of settings take one `inout` in their init, ask for each value, and the root calls `finish()` at the end:
/// the tables for `--help` and the README are what was asked for, so no setting can be forgotten there.
package struct SettingsReader {
    /// What was asked for so far, in order.
    package private(set) var readings: [SettingReading] = []
    private var faults: [SettingFault]
    private let source: SettingsSource

    package init(_ source: SettingsSource) {
        self.source = source
        faults = source.faults
    }

    /// What `read` asks for, for tables.
    package static func descriptions(of read: (inout SettingsReader) -> Void) -> [SettingDescription] {
        var reader = SettingsReader(.nothing)
        read(&reader)
        return reader.readings.map(\.description)
    }

    /// The setting's value; its default when it is not set, or wrong, which `finish()` reports.
    package mutating func callAsFunction<Value>(_ setting: Setting<Value>) -> Value {
        let (value, origin) = find(setting)
        readings.append(
            SettingReading(description: setting.description, origin: origin, shown: setting.kind.show(value)))
        return value
    }

    /// Adds a fault that only two settings together show.
    package mutating func conflict<Value>(_ setting: Setting<Value>, _ why: String) {
        faults.append(.conflict(variable: setting.name, why: why))
    }

    /// Throws everything that was wrong.
    package func finish() throws(SettingsError) {
        if !faults.isEmpty { throw SettingsError(faults: faults) }
    }

    private mutating func find<Value>(_ setting: Setting<Value>) -> (Value, SettingsSource.Origin) {
        switch source.find([setting.name] + setting.aliases) {
        case .absent: break
        case .fault(let fault): faults.append(fault)
        case .value(let text, let origin):
            if let value = setting.kind.parse(text) { return (value, origin) }
            faults.append(
                .unexpected(
                    variable: setting.name, given: setting.kind.isSecret ? nil : text,
                    expected: setting.kind.expectation))
        }
        return (setting.defaultValue, .byDefault)
    }
}

/// One setting as it was read.
package struct SettingReading: Sendable, Equatable {
    package let description: SettingDescription
    package let origin: SettingsSource.Origin
    /// Dots for secrets.
    package let shown: String
}
