/// A picture that a client wants, with everything decided that the gateway decides: the prompt is resolved.
package struct PictureOrder: Sendable {
    private struct Facts: Sendable {
        var prompt: String
        var frame: [UInt8]?
        var provider: String?
        var size: String?
        var style: String?
        var seed: Int?
        var referenceImages: [UInt8]?
        var files: [PictureFile] = []
        var mask: PictureFile?
        var crop: [UInt8]?
        var model: String?
        var wishes: PictureWishes = PictureWishes()
        var form: PictureForm?
        var imageFormat: ImageFormat = ImageFormat.data
        var output: [UInt8]?
    }

    private final class Box: Sendable {
        let facts: Facts
        init(_ facts: Facts) { self.facts = facts }
    }

    // One word: an order lies in the frames of every function that waits for its picture.
    private var box: Box
    private var facts: Facts {
        get { box.facts }
        set { box = Box(newValue) }
    }

    /// Never blank.
    package var prompt: String {
        get { facts.prompt }
        set { facts.prompt = newValue }
    }
    /// The client's frame as it came, one JSON object; it goes to the worker and comes back byte for byte.
    package var frame: [UInt8]? {
        get { facts.frame }
        set { facts.frame = newValue }
    }
    /// nil: the worker chooses.
    package var provider: String? {
        get { facts.provider }
        set { facts.provider = newValue }
    }
    /// E.g. `1024x1024`.
    package var size: String? {
        get { facts.size }
        set { facts.size = newValue }
    }
    package var style: String? {
        get { facts.style }
        set { facts.style = newValue }
    }
    package var seed: Int? {
        get { facts.seed }
        set { facts.seed = newValue }
    }
    /// One JSON array, as it came; elements `{"image": n}` name one of `files`.
    package var referenceImages: [UInt8]? {
        get { facts.referenceImages }
        set { facts.referenceImages = newValue }
    }
    /// Go along as they are; without `referenceImages` they are the references, in their order.
    package var files: [PictureFile] {
        get { facts.files }
        set { facts.files = newValue }
    }
    /// Of the first reference.
    package var mask: PictureFile? {
        get { facts.mask }
        set { facts.mask = newValue }
    }
    /// One JSON value, as it came.
    package var crop: [UInt8]? {
        get { facts.crop }
        set { facts.crop = newValue }
    }
    /// nil: the one of the provider's settings.
    package var model: String? {
        get { facts.model }
        set { facts.model = newValue }
    }
    package var wishes: PictureWishes {
        get { facts.wishes }
        set { facts.wishes = newValue }
    }
    /// nil: as the provider made it.
    package var form: PictureForm? {
        get { facts.form }
        set { facts.form = newValue }
    }
    package var imageFormat: ImageFormat {
        get { facts.imageFormat }
        set { facts.imageFormat = newValue }
    }
    /// One JSON value, as it came: format and size that the worker converts to.
    package var output: [UInt8]? {
        get { facts.output }
        set { facts.output = newValue }
    }

    /// Whether there is anything to look up before it can be sent.
    var hasReferences: Bool { referenceImages != nil || !files.isEmpty }

    /// An order for that prompt; set what else applies.
    package init(prompt: String) { box = Box(Facts(prompt: prompt)) }
}

/// A picture that a worker holds; its bytes are fetched by `PictureService.stream`.
/// An object: it lies in frames that wait for minutes.
package final class FinishedPicture: Sendable {
    package let submitted: SubmittedPicture
    /// Media type, e.g. `image/png`.
    package let type: String
    package let byteCount: Int
    /// Lower-case hex.
    package let sha256: String
    /// Where its bytes are: the worker that made it, and the path there.
    package let worker: String
    package let path: String
    /// Says that the picture is a sketch and how to get real ones; in the request's language.
    package let notice: String?
    /// What is to be said of a picture that is delivered all the same: blank, not cropped; in the request's language.
    package let warnings: [String]

    /// The facts as the worker tells them.
    package init(
        submitted: SubmittedPicture, type: String, byteCount: Int, sha256: String, worker: String, path: String,
        notice: String?, warnings: [String] = []
    ) {
        self.submitted = submitted
        self.type = type
        self.byteCount = byteCount
        self.sha256 = sha256
        self.worker = worker
        self.path = path
        self.notice = notice
        self.warnings = warnings
    }

    /// Length of its `data:` URL in bytes.
    package var dataURLLength: Int { "data:;base64,".utf8.count + type.utf8.count + (byteCount + 2) / 3 * 4 }
}
