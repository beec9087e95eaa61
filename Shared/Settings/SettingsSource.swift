import FoundationEssentials

/// Where settings come from: the environment, then `.env`; each with `NAME`, or `NAME_FILE` naming a file.
package struct SettingsSource: Sendable {
    /// Which of them a value came from.
    package enum Origin: Sendable, Equatable {
        case environment, dotEnv
        /// The file that `NAME_FILE` names.
        case file(String)
        case byDefault
    }

    enum Found {
        case absent
        case value(String, Origin)
        case fault(SettingFault)
    }

    private let layers: [(values: [String: String], origin: Origin)]
    private let directory: String
    let faults: [SettingFault]

    /// The process's own environment, and `.env` in `directory`.
    package init(environment: [String: String] = ProcessInfo.processInfo.environment, directory: String = ".") {
        let path = directory + "/.env"
        var dotEnv: [String: String] = [:]
        var faults: [SettingFault] = []
        switch SettingsFile.read(path, limit: 1 << 18) {
        case .absent: break
        case .unreadable(let why): faults.append(.unreadable(variable: ".env", path: path, why: why))
        case .bytes(let bytes):
            let file = DotEnv(bytes)
            dotEnv = file.values
            faults = file.badLines.map { .badLine(number: $0) }
        }
        layers = [(environment, .environment), (dotEnv, .dotEnv)]
        self.directory = directory
        self.faults = faults
    }

    /// Nothing is set: every setting has its default.
    package static let nothing = SettingsSource(environment: [:], directory: "/dev/null")

    /// The first of `names` in the first layer that has one. Empty counts as absent.
    func find(_ names: [String]) -> Found {
        for layer in layers {
            for name in names {
                let value = layer.values[name].flatMap { $0.isEmpty ? nil : $0 }
                let path = layer.values[name + "_FILE"].flatMap { $0.isEmpty ? nil : $0 }
                switch (value, path) {
                case (nil, nil): continue
                case (let value?, nil): return .value(value, layer.origin)
                case (nil, let path?): return read(name, path)
                case (_?, _?): return .fault(.setTwice(variable: name))
                }
            }
        }
        return .absent
    }

    private func read(_ name: String, _ path: String) -> Found {
        let place = path.hasPrefix("/") ? path : directory + "/" + path
        let variable = name + "_FILE"
        switch SettingsFile.read(place, limit: 1 << 16) {
        case .absent: return .fault(.unreadable(variable: variable, path: path, why: "there is no such file"))
        case .unreadable(let why): return .fault(.unreadable(variable: variable, path: path, why: why))
        case .bytes(let bytes):
            guard !bytes.contains(0), let text = String(validating: bytes, as: UTF8.self) else {
                return .fault(.unreadable(variable: variable, path: path, why: "not text in UTF-8"))
            }
            let value = Self.withoutLastNewline(text)
            return value.isEmpty
                ? .fault(.unreadable(variable: variable, path: path, why: "empty")) : .value(value, .file(path))
        }
    }

    private static func withoutLastNewline(_ text: String) -> String {
        // "\r\n" is one Character.
        text.last == "\n" || text.last == "\r\n" ? String(text.dropLast()) : text
    }
}
