/// A value out of a text that means to be JSON. Members of one name: the last holds.
indirect enum LooseValue: Sendable, Equatable {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case array([LooseValue])
    /// `isWhole` is false where the text was cut off inside the object.
    case object([LooseMember], isWhole: Bool)

    /// The member's value by any of its names: lower case, without spaces, underscores and hyphens.
    func member(_ names: [String]) -> LooseValue? {
        guard case .object(let members, _) = self else { return nil }
        for name in names {
            if let found = members.last(where: { $0.key == name }), found.value != .null { return found.value }
        }
        return nil
    }

    /// The text of a string, or a number written out.
    var text: String? {
        switch self {
        case .string(let text):
            let trimmed = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            return trimmed.isEmpty ? nil : trimmed
        case .number(let number):
            return number == number.rounded() && abs(number) < 1e15 ? String(Int(number)) : String(number)
        case .bool, .null, .array, .object: return nil
        }
    }

    /// A number, also one at the start of a text: "3.5秒", "第3场", "三".
    var number: Double? {
        switch self {
        case .number(let number): return number
        case .string(let text): return LooseNumber.first(in: text)
        case .array(let elements): return elements.first?.number
        case .bool, .null, .object: return nil
        }
    }

    var whole: Int? {
        guard let number, number.isFinite, abs(number) < 1e9 else { return nil }
        return Int(number.rounded(.down))
    }

    /// The elements of an array, of an object's values in order, or the value itself.
    var elements: [LooseValue] {
        switch self {
        case .array(let elements): elements
        case .object(let members, _): members.map(\.value)
        case .null: []
        case .bool, .number, .string: [self]
        }
    }

    /// Texts of an array, or of one text with commas; objects give their name.
    var texts: [String] {
        switch self {
        case .array(let elements):
            return elements.compactMap { $0.text ?? $0.member(["name", "speaker", "姓名", "名字", "角色"])?.text }
        case .string(let text):
            return text.split(whereSeparator: { "、，,；;/".contains($0) }).map { HeadingReader.trim($0) }.filter {
                !$0.isEmpty
            }
        case .null, .bool, .number, .object: return []
        }
    }
}

/// A name, folded, and its value.
struct LooseMember: Sendable, Equatable {
    var key: String
    var value: LooseValue

    /// "Shot_Type", "shot type", "shotType" are one name.
    static func fold(_ key: String) -> String {
        key.lowercased().filter { !" _-\t\n\r　".contains($0) }
    }
}

/// Finds numbers in words.
enum LooseNumber {
    /// The first number in Arabic or Chinese digits up to 99.
    static func first(in text: String) -> Double? {
        var digits = ""
        for character in text {
            if character.isASCII, character.isNumber || character == "." && !digits.isEmpty && !digits.contains(".") {
                digits.append(character)
            } else if let full = fullWidth[character] {
                digits.append(full)
            } else if !digits.isEmpty {
                break
            }
            if digits.count > 12 { break }
        }
        if let number = Double(digits.hasSuffix(".") ? String(digits.dropLast()) : digits) { return number }
        return chinese(text)
    }

    private static func chinese(_ text: String) -> Double? {
        var value = 0
        var found = false
        for character in text {
            if character == "十" {
                value = max(value, 1) * 10
                found = true
            } else if let digit = ones[character] {
                value += digit
                found = true
            } else if found {
                break
            }
        }
        return found ? Double(value) : nil
    }

    private static let fullWidth: [Character: Character] = Dictionary(
        uniqueKeysWithValues: zip("０１２３４５６７８９", "0123456789"))
    private static let ones: [Character: Int] = [
        "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
    ]
}
