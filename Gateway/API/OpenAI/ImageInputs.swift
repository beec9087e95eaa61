import GatewayCore
import HTTPCore
import JSON
import Models

/// The pictures of an edit and how they belong together (contract, section 4): the field's name says what is meant.
struct ImageInputs: Sendable {
    /// What one call to a provider is made of: inputs by their number from 0, and the prompt for them.
    struct Piece: Sendable, Equatable {
        var inputs: [Int]
        var prompt: String
    }

    let files: [MultipartFile]
    let mask: MultipartFile?
    /// In the order of the answer.
    let pieces: [Piece]

    /// Pictures of one request.
    static let most = 10
    private static let composed = ["image", "image[]"]
    private static let separate = ["images", "images[]"]

    /// - Throws: `GatewayError`.
    init(_ form: MultipartForm, prompt: String) throws {
        let known = Self.composed + Self.separate + ["mask"]
        if let stranger = form.files.first(where: { !known.contains($0.name) }) {
            throw Self.invalid(String(stranger.name.prefix(64)), "未知文件", "unknown file")
        }
        let together = form.files.filter { Self.composed.contains($0.name) }
        let each = form.files.filter { Self.separate.contains($0.name) }
        guard !together.isEmpty || !each.isEmpty else { throw GatewayError.missingParameters(["image"]) }
        guard together.isEmpty || each.isEmpty else {
            throw Self.invalid("images", "image与images不能同时使用", "cannot stand beside image")
        }
        files = together + each
        try Self.check(files)
        mask = try Self.mask(form)
        pieces = try Self.pieces(form, prompt: prompt, count: files.count, isSeparate: together.isEmpty)
        if mask != nil, pieces.count > 1 {
            throw Self.invalid("mask", "mask只能用于一次合成的请求", "goes with one composed request only")
        }
    }

    /// A file that is no picture is named by its number.
    private static func check(_ files: [MultipartFile]) throws {
        guard files.count <= most else {
            throw invalid(files[most].name, "图片超过\(most)张", "there are more than \(most) pictures")
        }
        for (index, file) in files.enumerated() where !PictureSignature.isPicture(file.bytes) {
            throw invalid("\(bare(file.name))[\(index)]", "不是图片", "is no picture")
        }
    }

    private static func mask(_ form: MultipartForm) throws -> MultipartFile? {
        let masks = form.files("mask")
        guard masks.count <= 1 else { throw invalid("mask", "只能有一个", "can be there only once") }
        guard let mask = masks.first else { return nil }
        guard PictureSignature.isPicture(mask.bytes) else { throw invalid("mask", "不是图片", "is no picture") }
        return mask
    }

    private static func pieces(
        _ form: MultipartForm, prompt: String, count: Int, isSeparate: Bool
    ) throws -> [Piece] {
        let groups = try groups(form, count: count, isSeparate: isSeparate)
        let prompts = try prompts(form, count: groups.count)
        guard prompts != nil || !prompt.isEmpty else { throw GatewayError.missingParameters(["prompt"]) }
        return groups.enumerated().map { Piece(inputs: $1, prompt: prompts?[$0] ?? prompt) }
    }

    /// All in one for `image`, each for itself for `images`, unless `groups` mixes both.
    private static func groups(_ form: MultipartForm, count: Int, isSeparate: Bool) throws -> [[Int]] {
        guard let text = form["groups"] else {
            return isSeparate ? (0..<count).map { [$0] } : [Array(0..<count)]
        }
        guard isSeparate else { throw invalid("groups", "只能与images一起使用", "goes with images only") }
        guard let lists = (try? JSONValue.parse(Array(text.utf8)))?.array else { throw badGroups(count) }
        let groups = try lists.map { list -> [Int] in
            guard let indexes = list.array?.compactMap(\.int), indexes.count == list.array?.count, !indexes.isEmpty,
                indexes.allSatisfy({ (0..<count).contains($0) }), Set(indexes).count == indexes.count
            else { throw badGroups(count) }
            return indexes
        }
        guard groups.count <= most, Set(groups.joined()).count == count else { throw badGroups(count) }
        return groups
    }

    private static func prompts(_ form: MultipartForm, count: Int) throws -> [String]? {
        guard let text = form["prompts"] else { return nil }
        let list = (try? JSONValue.parse(Array(text.utf8)))?.array?.compactMap(\.string) ?? []
        guard list.count == count, list.allSatisfy({ !$0.allSatisfy(\.isWhitespace) }),
            list.allSatisfy({ $0.unicodeScalars.count <= ImageRequest.longestPrompt })
        else {
            throw invalid(
                "prompts", "应为\(count)个非空字符串的JSON数组", "must be a JSON array of \(count) texts that are not blank")
        }
        return list
    }

    private static func badGroups(_ count: Int) -> GatewayError {
        invalid(
            "groups", "应为序号列表的JSON数组（0到\(count - 1)），每张图片至少出现一次",
            "must be a JSON array of lists of numbers from 0 to \(count - 1) in which each picture stands")
    }

    private static func bare(_ name: String) -> String { name.hasSuffix("[]") ? String(name.dropLast(2)) : name }

    private static func invalid(_ field: String, _ chinese: String, _ english: String) -> GatewayError {
        .invalidParameter(field: field, reason: LocalizedText(zh: chinese, en: english))
    }
}

/// Whether bytes begin as one of the kinds of pictures that providers take; the worker looks at the whole.
enum PictureSignature {
    static func isPicture(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) || bytes.starts(with: [0xFF, 0xD8, 0xFF])
            || bytes.starts(with: "GIF8".utf8)
            || (bytes.starts(with: "RIFF".utf8) && bytes.dropFirst(8).starts(with: "WEBP".utf8))
    }
}
