import JSON
import Locks
import Models

/// Turns references to assets of ours into files that go along, each with its signed address where there is a
/// `PUBLIC_URL`: some providers fetch references themselves.
struct ReferenceAssets: Sendable {
    let store: any AssetStore
    let links: AssetLinks?

    /// References of one order, and bytes of all its assets: what the worker takes of one form.
    static let most = 16
    static let mostBytes = 60 << 20
    /// Bytes of an element that can still be an address; longer ones hold data.
    private static let longestElement = 8192

    /// The order with the assets' bytes in `files` and named there by `{"image": n}`; everything else as it came, for the
    /// worker to judge.
    /// - Throws: `GatewayError`, naming the number of the first asset that is not there.
    // Not inlined: what it needs for a moment would lie in the frame of every waiting picture.
    @inline(never)
    func resolve(_ order: PictureOrder) async throws -> PictureOrder {
        guard let list = order.referenceImages else { return try await addressed(order) }
        // What is no array, or holds too many, is refused by the worker.
        guard let elements = (try? JSONSpans.elements(list)) ?? nil, elements.count <= Self.most else { return order }
        let named = elements.map { id(list, $0) }
        guard named.contains(where: { $0 != nil }) else { return order }
        var order = order
        var parts: [[UInt8]] = []
        for (index, place) in elements.enumerated() {
            guard let (text, object) = named[index] else {
                parts.append(Array(list[place]))
                continue
            }
            let file = try await file(text, index, left: Self.mostBytes - order.files.reduce(0) { $0 + $1.bytes.count })
            parts.append(try await element(object, image: order.files.count, text).bytes())
            order.files.append(file)
        }
        order.referenceImages = Array("[".utf8) + parts.joined(separator: Array(",".utf8)) + Array("]".utf8)
        return order
    }

    /// The asset that an element names, and the element's other members; nil for anything but `asset:<id>`,
    /// `/assets/<id>` and that path on `PUBLIC_URL`.
    private func id(_ list: [UInt8], _ place: Range<Int>) -> (id: String, rest: JSONObject)? {
        guard place.count <= Self.longestElement, let value = try? JSONValue.parse(list, in: place) else { return nil }
        guard let url = value.string ?? value["url"]?.string, let id = id(url) else { return nil }
        var rest = value.object ?? [:]
        rest["url"] = nil
        return (id, rest)
    }

    private func id(_ url: String) -> String? {
        let starts = ["asset:", "/assets/"] + (links?.publicURL.map { ["\($0)/assets/"] } ?? [])
        guard let start = starts.first(where: url.hasPrefix) else { return nil }
        return String(url.dropFirst(start.count).prefix { $0 != "?" && $0 != "#" })
    }

    private func element(_ object: JSONObject, image: Int, _ id: String) async throws -> JSONValue {
        var object = object
        object["image"] = .int(image)
        if object["publicUrl"] == nil, let id = AssetID(id) {
            object["publicUrl"] = try await address(of: id).map { .string($0) }
        }
        return .object(object)
    }

    private func file(_ text: String, _ index: Int, left: Int) async throws -> PictureFile {
        let field = "referenceImages[\(index)]"
        guard let id = AssetID(text), let open = try await open(id) else {
            throw GatewayError.invalidParameter(
                field: field,
                reason: LocalizedText(zh: "资源不存在或已过期删除", en: "there is no such asset, or it was removed for its age"))
        }
        guard open.asset.byteCount <= left else {
            throw GatewayError.invalidParameter(
                field: field,
                reason: LocalizedText(
                    zh: "所有参考图合计超过\(Self.mostBytes)字节",
                    en: "all reference images together are larger than \(Self.mostBytes) bytes"))
        }
        let bytes = Locked<[UInt8]>([])
        do {
            try await open.read(0..<open.asset.byteCount) { piece in bytes.withLock { $0 += piece } }
        } catch let error as AssetError {
            throw GatewayError.fault(cause: error)
        }
        return PictureFile(bytes.withLock { $0 }, mediaType: open.asset.type.mediaType)
    }

    private func open(_ id: AssetID) async throws -> (any OpenAsset)? {
        do { return try await store.open(id) } catch { throw GatewayError.fault(cause: error) }
    }

    private func address(of id: AssetID) async throws -> String? {
        guard let links, links.publicURL != nil else { return nil }
        do { return try await links.urls()?.url(of: id) } catch { throw GatewayError.fault(cause: error) }
    }

    /// Files that came with the request, kept so that a provider which fetches references itself finds them; only where
    /// there is an address for them.
    private func addressed(_ order: PictureOrder) async throws -> PictureOrder {
        guard !order.files.isEmpty, links?.publicURL != nil else { return order }
        var elements: [JSONValue] = []
        for (index, file) in order.files.enumerated() {
            var element: JSONObject = ["image": .int(index)]
            if let asset = try await keep(file) {
                element["publicUrl"] = try await address(of: asset).map { .string($0) }
            }
            elements.append(.object(element))
        }
        var order = order
        order.referenceImages = JSONValue.array(elements).bytes()
        return order
    }

    /// Nil for what is no picture: the worker says so, with its number.
    private func keep(_ file: PictureFile) async throws -> AssetID? {
        do {
            return try await store.put { sink in try await sink(file.bytes) }.id
        } catch AssetError.unknownType {
            return nil
        } catch {
            throw GatewayError.notKept(nil, cause: error)
        }
    }
}
