/// A picture in the spool: its bytes, or the file where they lie.
enum HeldPicture: Sendable {
    case memory(Picture)
    case file(SpoolFile)

    var bytes: Int {
        switch self {
        case .memory(let picture): picture.bytes.count
        case .file(let file): file.facts.count
        }
    }

    var isInMemory: Bool { file == nil }

    var file: SpoolFile? {
        switch self {
        case .memory: nil
        case .file(let file): file
        }
    }
}

/// A picture that was written out.
struct SpoolFile: Sendable, Equatable {
    /// Made by us, inside the folder of this process; nothing of a request is in it.
    let name: String
    let facts: PictureFacts
}
