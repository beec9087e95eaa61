import ImageWorkerCore
import JSON
import Models

/// `referenceImages` of a request: addresses and data URLs, or objects `{url | data | image, name?, publicUrl?}`, where
/// `image` is the number, from 0, of a file that came in the same form. Read by places in the body, so that nothing is
/// decoded before its size is known to be allowed.
struct ReferenceList {
    private let bytes: [UInt8]
    private let limits: ReferenceLimits
    private let files: [Picture]
    /// Files that no reference has named yet.
    private var unnamed: Set<Int>
    /// Bytes that further pictures may have.
    private var left: Int

    /// The references of that JSON value; when it is absent those files, under the names of another JSON array. Throws
    /// `FailedCall`, naming the number of the first that is none.
    static func read(
        _ value: [UInt8]?, _ limits: ReferenceLimits, files: [Picture] = [], names: [UInt8]? = nil
    ) throws -> [ReferenceImage] {
        guard let value else { return try named(files, names, limits) }
        guard let elements = try JSONSpans.elements(value) else {
            throw FailedCall(
                .invalid(
                    "referenceImages", LocalizedText(zh: "referenceImages应为数组", en: "referenceImages must be an array"))
            )
        }
        try check(elements.count, limits)
        var list = ReferenceList(
            bytes: value, limits: limits, files: files, unnamed: Set(files.indices),
            left: limits.all - files.reduce(0) { $0 + $1.bytes.count })
        let references = try elements.enumerated().map { index, element in
            do throws(ReferenceFault) {
                return try list.reference(element)
            } catch {
                throw FailedCall(.invalidReference(index, error.text(limits)))
            }
        }
        if let left = list.unnamed.min() { throw unused(left) }
        return references
    }

    private static func unused(_ file: Int) -> FailedCall {
        FailedCall(
            .invalid(
                "image[\(file)]",
                LocalizedText(
                    zh: "referenceImages没有用到image[\(file)]", en: "referenceImages does not name image[\(file)]")))
    }

    private static func check(_ count: Int, _ limits: ReferenceLimits) throws {
        guard count <= limits.most else {
            throw FailedCall(
                .invalid(
                    "referenceImages",
                    LocalizedText(
                        zh: "最多\(limits.most)张参考图，收到\(count)张",
                        en: "At most \(limits.most) reference images are taken, not \(count)")))
        }
    }

    /// The files alone, each with its name where the array has one for it.
    private static func named(
        _ files: [Picture], _ names: [UInt8]?, _ limits: ReferenceLimits
    ) throws -> [ReferenceImage] {
        try check(files.count, limits)
        let list = ReferenceList(bytes: names ?? [], limits: limits, files: files, unnamed: [], left: 0)
        let places = try names.map { try JSONSpans.elements($0) } ?? []
        guard let places, places.count <= files.count else { throw badNames }
        return try files.enumerated().map { index, file in
            do throws(ReferenceFault) {
                let place = index < places.count ? places[index] : nil
                return ReferenceImage(name: try list.name(list.present(place)), .picture(file))
            } catch {
                throw badNames
            }
        }
    }

    private static var badNames: FailedCall {
        FailedCall(
            .invalid(
                "names",
                LocalizedText(
                    zh: "names应为文本数组，每张图片最多一个", en: "names must be an array of texts, at most one for each image")))
    }

    private func present(_ place: Range<Int>?) -> Range<Int>? {
        place.flatMap { bytes[$0.lowerBound] == UInt8(ascii: "n") ? nil : $0 }
    }

    private mutating func reference(_ place: Range<Int>) throws(ReferenceFault) -> ReferenceImage {
        switch bytes[place.lowerBound] {
        case UInt8(ascii: "\""): return ReferenceImage(try source(place, isBare: false))
        case UInt8(ascii: "{"): return try object(place)
        default: throw .noSource
        }
    }

    private mutating func object(_ place: Range<Int>) throws(ReferenceFault) -> ReferenceImage {
        var members: [String: Range<Int>] = [:]
        for member in (try? JSONSpans.object(bytes, in: place)) ?? [] where bytes[member.range.lowerBound] != 0x6E {
            members[member.key] = member.range
        }
        let source: ReferenceImage.Source
        switch (members["url"], members["data"], members["image"]) {
        case (let url?, nil, nil): source = try self.source(url, isBare: false)
        case (nil, let data?, nil): source = try self.source(data, isBare: true)
        case (nil, nil, let image?): source = .picture(try file(image))
        default: throw .noSource
        }
        return ReferenceImage(
            name: try name(members["name"]), source, publicURL: try publicURL(members["publicUrl"]))
    }

    private mutating func file(_ place: Range<Int>) throws(ReferenceFault) -> Picture {
        guard let number = try? JSONValue.parse(bytes, in: place).int, files.indices.contains(number) else {
            throw .noSuchFile(files.count)
        }
        unnamed.remove(number)
        return files[number]
    }

    /// `isBare`: Base64 may stand without `data:` in front, and an address may not.
    private mutating func source(
        _ place: Range<Int>, isBare: Bool
    ) throws(ReferenceFault) -> ReferenceImage.Source {
        guard let (text, range) = string(place) else { throw .noSource }
        if let base64 = try DataURL.content(text, range) ?? (isBare ? range : nil) {
            return .picture(try picture(text, base64))
        }
        guard !isBare else { throw .noSource }
        return .url(try address(String(decoding: text[range], as: UTF8.self)))
    }

    /// Text and where in it the string is: in place where it has no escapes, for it may have megabytes.
    private func string(_ place: Range<Int>) -> ([UInt8], Range<Int>)? {
        if let plain = JSONSpans.plainString(bytes, at: place) { return (bytes, plain) }
        guard let text = try? JSONValue.parse(bytes, in: place).string else { return nil }
        let copy = Array(text.utf8)
        return (copy, copy.indices)
    }

    private mutating func picture(_ text: [UInt8], _ base64: Range<Int>) throws(ReferenceFault) -> Picture {
        let size = base64.count / 4 * 3
        guard size <= limits.each + 3 else { throw .tooLarge }
        guard size <= left + 3 else { throw .tooLargeTogether }
        guard let decoded = Base64.decode(text, in: base64) else { throw .notBase64 }
        left -= decoded.count
        guard decoded.count <= limits.each else { throw .tooLarge }
        guard left >= 0 else { throw .tooLargeTogether }
        return try Picture(reference: decoded)
    }

    private func name(_ place: Range<Int>?) throws(ReferenceFault) -> String? {
        guard let place else { return nil }
        guard let name = try? JSONValue.parse(bytes, in: place).string, name.unicodeScalars.count <= 100,
            name.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F })
        else { throw .badName }
        return name.allSatisfy(\.isWhitespace) ? nil : name
    }

    private func publicURL(_ place: Range<Int>?) throws(ReferenceFault) -> String? {
        guard let place else { return nil }
        guard let text = try? JSONValue.parse(bytes, in: place).string else { throw .badAddress }
        return try address(text)
    }

    private func address(_ text: String) throws(ReferenceFault) -> String {
        let start = text.prefix(8).lowercased()
        guard start.hasPrefix("http://") || start.hasPrefix("https://"), text.utf8.count <= 4096,
            text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F })
        else { throw .badAddress }
        return text
    }
}

/// A `data:` URL (RFC 2397), as far as pictures need it.
enum DataURL {
    /// Where its Base64 is; nil for what is no `data:` URL. The type that it claims is not believed, but a URL that is
    /// not of Base64 is refused.
    static func content(_ text: [UInt8], _ range: Range<Int>) throws(ReferenceFault) -> Range<Int>? {
        guard String(decoding: text[range].prefix(5), as: UTF8.self).lowercased() == "data:" else { return nil }
        guard let comma = text[range].prefix(200).firstIndex(of: UInt8(ascii: ",")),
            String(decoding: text[range.lowerBound..<comma], as: UTF8.self).lowercased().hasSuffix(";base64")
        else { throw .notBase64 }
        return comma + 1..<range.upperBound
    }
}
