import ImageWorkerCore
import JSON
import Models

// The wishes of a request, each under its own name; what is out of any provider's range is refused here.
extension PictureOptions {
    /// Throws `JSONFieldError` for a wrong type, `FailedCall` for a wrong value.
    init(_ record: JSONRecord) throws {
        self.init()
        negativePrompt = try Self.text(record, .negativePrompt, longest: 10_000)
        quality = try Self.text(record, .quality)
        background = try Self.text(record, .background)
        inputFidelity = try Self.text(record, .inputFidelity)
        moderation = try Self.text(record, .moderation)
        steps = try Self.number(record, .steps, 1...1000)
        guidanceScale = try Self.number(record, .guidanceScale, 0...1000)
        trueCFGScale = try Self.number(record, .trueCFGScale, 0...1000)
        maxSequenceLength = try Self.number(record, .maxSequenceLength, 1...100_000)
        partialImages = try Self.number(record, .partialImages, 0...3)
    }

    private static func text(_ record: JSONRecord, _ name: Name, longest: Int = 64) throws -> String? {
        guard let text = try record.string(name.rawValue), !text.isEmpty else { return nil }
        guard text.unicodeScalars.count <= longest else {
            throw FailedCall(
                .invalid(
                    name.rawValue,
                    LocalizedText(
                        zh: "\(name)最多\(longest)个字符", en: "\(name) must have at most \(longest) characters")))
        }
        return text
    }

    private static func number(_ record: JSONRecord, _ name: Name, _ range: ClosedRange<Int>) throws -> Int? {
        try inside(range, try record.int(name.rawValue), name)
    }

    private static func number(_ record: JSONRecord, _ name: Name, _ range: ClosedRange<Double>) throws -> Double? {
        try inside(range, try record.double(name.rawValue), name)
    }

    private static func inside<Number: Comparable>(
        _ range: ClosedRange<Number>, _ number: Number?, _ name: Name
    ) throws -> Number? {
        guard let number else { return nil }
        guard range.contains(number) else {
            throw FailedCall(
                .invalid(
                    name.rawValue,
                    LocalizedText(
                        zh: "\(name)须在\(range.lowerBound)到\(range.upperBound)之间",
                        en: "\(name) must be from \(range.lowerBound) to \(range.upperBound)")))
        }
        return number
    }
}
