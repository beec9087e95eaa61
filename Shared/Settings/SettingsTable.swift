/// Settings as people read them. No secret is ever in it.
package enum SettingsTable {
    /// For `--help`: name and default, and below what it takes and does.
    package static func help(_ settings: [SettingDescription], width: Int = 100) -> String {
        settings.map { setting in
            let names = ([setting.name] + setting.aliases.map { "also " + $0 }).joined(separator: ", ")
            let text = "\(setting.help) Takes \(setting.takes). Default: \(setting.defaultText)."
            return "  \(names)\n" + wrapped(text, indent: 6, width: width)
        }
        .joined(separator: "\n") + "\n"
    }

    /// For the README. Settings that several processes know stand once, with every process and default that differs.
    package static func markdown(_ processes: [(name: String, settings: [SettingDescription])]) -> String {
        var rows = "| name | process | takes | default | meaning |\n| --- | --- | --- | --- | --- |\n"
        var seen: Set<String> = []
        for setting in processes.flatMap(\.settings) where seen.insert(setting.name).inserted {
            let users = processes.compactMap { process in
                process.settings.first { $0.name == setting.name }.map { (process.name, $0) }
            }
            rows += row(setting, users: users, all: processes.count)
        }
        return rows
    }

    /// For `check`: what is set, and from where; defaults last.
    package static func report(_ readings: [SettingReading]) -> String {
        let width = readings.map(\.description.name.count).max() ?? 0
        let ordered = readings.filter { $0.origin != .byDefault } + readings.filter { $0.origin == .byDefault }
        return ordered.map { reading in
            pad(reading.description.name, width) + "  " + pad(word(reading.origin), 11) + "  " + reading.shown + "\n"
        }
        .joined()
    }

    private static func row(_ setting: SettingDescription, users: [(String, SettingDescription)], all: Int) -> String {
        var defaults: [String] = []
        for (_, user) in users where !defaults.contains(user.defaultText) { defaults.append(user.defaultText) }
        let names = ["`\(setting.name)`"] + setting.aliases.map { "(also `\($0)`)" }
        let cells = [
            names.joined(separator: " "),
            users.count == all && all > 1 ? "both" : users.map(\.0).joined(separator: ", "),
            setting.takes, defaults.joined(separator: " / "), setting.help,
        ]
        return "| "
            + cells.map { $0.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|") }
            .joined(separator: " | ") + " |\n"
    }

    private static func word(_ origin: SettingsSource.Origin) -> String {
        switch origin {
        case .environment: "environment"
        case .dotEnv: ".env"
        case .file: "file"
        case .byDefault: "default"
        }
    }

    private static func wrapped(_ text: String, indent: Int, width: Int) -> String {
        var lines = [""]
        for word in text.split(separator: " ") {
            let line = lines[lines.count - 1]
            if line.isEmpty {
                lines[lines.count - 1] = String(word)
            } else if indent + line.count + 1 + word.count > width {
                lines.append(String(word))
            } else {
                lines[lines.count - 1] = line + " " + word
            }
        }
        return lines.map { String(repeating: " ", count: indent) + $0 }.joined(separator: "\n")
    }

    private static func pad(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}
