import FoundationEssentials
import GatewayCore

/// Templates from the folder that `PROMPTS_DIR` names.
package enum PromptFiles {
    /// A template larger than this is some other file, in bytes.
    static let limit = 1 << 20

    /// A file that is there but cannot be used.
    package struct Unusable: Error, CustomStringConvertible {
        package let file: String
        package var description: String { "PROMPTS_DIR: \(file) is not readable UTF-8 of at most 1 MB" }
    }

    /// The built-in templates, with the folder's files in place of those that have one. Blocks; for the start only.
    package static func load(_ folder: String) throws(Unusable) -> PromptTemplates {
        var texts: [String: String] = [:]
        for name in PromptTemplates.fileNames {
            let path = folder + "/" + name
            guard FileManager.default.fileExists(atPath: path) else { continue }
            guard let data = try? Data(contentsOf: URL(fileURLWithPath: path)), data.count <= limit,
                let text = String(validating: data, as: UTF8.self)
            else { throw Unusable(file: name) }
            texts[name] = text
        }
        return PromptTemplates(files: texts)
    }
}
