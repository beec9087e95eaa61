import FoundationEssentials
import JSON

/// The folder that a storyboard is written to.
struct StoryboardFolder {
    let path: String

    /// Takes the folder, making it when it is missing.
    /// - Throws: `StoryboardError.cannotWrite`.
    init(_ path: String) throws(StoryboardError) {
        self.path = path
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw .cannotWrite(path, error)
        }
    }

    /// The name of a frame's panel; sorts by sequence.
    static func panelName(_ sequence: Int, _ type: String) -> String {
        let digits = String(sequence)
        let suffix = type == "image/jpeg" ? "jpg" : type == "image/webp" ? "webp" : "png"
        return "panel-" + String(repeating: "0", count: max(0, 3 - digits.count)) + digits + "." + suffix
    }

    /// Writes a file whole, or not at all.
    /// - Throws: `StoryboardError.cannotWrite`.
    func write(_ name: String, _ bytes: some Collection<UInt8>) throws(StoryboardError) {
        let file = path + "/" + name
        do {
            try Data(bytes).write(to: URL(fileURLWithPath: file), options: .atomic)
        } catch {
            throw .cannotWrite(file, error)
        }
    }
}

/// A picture that came as a `data:` URL.
struct PanelPicture {
    /// As it came: for the page.
    let dataURL: String
    let type: String
    let bytes: [UInt8]

    /// Reads `data:<type>;base64,<text>`; nil for anything else.
    init?(dataURL: String) {
        guard dataURL.hasPrefix("data:image/"), let mark = dataURL.firstRange(of: ";base64,") else { return nil }
        guard let bytes = Data(base64Encoded: String(dataURL[mark.upperBound...])) else { return nil }
        self.dataURL = dataURL
        self.type = String(dataURL[..<mark.lowerBound].dropFirst("data:".count))
        self.bytes = [UInt8](bytes)
    }
}
