import GatewayCore
import JSON
import Models

extension ScriptAnalysisRequest {
    /// Characters of a short text such as a style.
    private static let longestWord = 500
    private static let mostCharacters = 40

    /// Reads a request's body. Throws `GatewayError` with the field at fault, and `JSONFieldError` for a wrong type.
    init(_ record: JSONRecord) throws {
        guard let script = try? record.string("script"), script.contains(where: { !$0.isWhitespace }) else {
            throw Self.missing("script")
        }
        guard let sceneCount = try? record.int("sceneCount"), Self.sceneCounts.contains(sceneCount) else {
            throw Self.missing("sceneCount")
        }
        self.init(
            script: script, sceneCount: sceneCount, style: try Self.word(record, "style"),
            genre: try Self.word(record, "genre"), language: try Self.word(record, "language"),
            aspectRatio: try Self.word(record, "aspectRatio"), provider: try Self.provider(record),
            characters: try Self.characters(record), framesPerScene: try Self.framesPerScene(record))
    }

    /// Whatever is wrong with the two that are required has one text (contract, section 2).
    private static func missing(_ field: String) -> GatewayError {
        .analysis(
            code: .invalidRequest,
            text: LocalizedText(
                zh: "缺少必要参数: script, sceneCount", en: "Missing required parameters: script, sceneCount"),
            details: .of { $0.field = field }, cause: nil)
    }

    /// A short text; an empty one counts as none.
    private static func word(_ record: JSONRecord, _ name: String) throws -> String? {
        guard let word = try record.string(name) else { return nil }
        guard word.utf8.count <= longestWord * 4, word.count <= longestWord else {
            throw fault(name, "最多 \(longestWord) 个字符", "at most \(longestWord) characters")
        }
        return word.contains { !$0.isWhitespace } ? word : nil
    }

    private static func provider(_ record: JSONRecord) throws -> AnalystName? {
        guard let name = try word(record, "provider") else { return nil }
        guard let known = AnalystName(rawValue: name) else {
            let names = AnalystName.allCases.map(\.rawValue).joined(separator: ", ")
            throw fault("provider", "应为 \(names) 之一", "must be one of \(names)")
        }
        return known
    }

    private static func framesPerScene(_ record: JSONRecord) throws -> Int? {
        guard let count = try record.int("framesPerScene") else { return nil }
        guard framesPerSceneCounts.contains(count) else {
            throw fault("framesPerScene", "应为 1 到 6", "must be 1 to 6")
        }
        return count
    }

    private static func characters(_ record: JSONRecord) throws -> [Character] {
        guard let records = try record.records("characters") else { return [] }
        guard records.count <= mostCharacters else {
            throw fault("characters", "最多 \(mostCharacters) 个", "at most \(mostCharacters)")
        }
        return try records.enumerated().map { index, person in
            guard let name = try word(person, "name") else {
                throw fault("characters[\(index)].name", "不能为空", "must not be empty")
            }
            return Character(
                name: name, appearance: try word(person, "appearance") ?? "",
                anchorPrompt: try word(person, "anchorPrompt") ?? "")
        }
    }

    private static func fault(_ field: String, _ chinese: String, _ english: String) -> GatewayError {
        .invalidParameter(field: field, reason: LocalizedText(zh: chinese, en: english))
    }
}
