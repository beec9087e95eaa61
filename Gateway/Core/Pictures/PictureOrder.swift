/// A picture that a client wants, with everything decided that the gateway decides: the prompt is resolved.
package struct PictureOrder: Sendable {
    /// Never blank.
    package var prompt: String
    /// The client's frame as it came, one JSON object; it goes to the worker and comes back byte for byte.
    package var frame: [UInt8]?
    /// nil: the worker chooses.
    package var provider: String?
    /// E.g. `1024x1024`.
    package var size: String?
    package var style: String?
    package var seed: Int?
    /// One JSON array, as it came; elements `{"image": n}` name one of `files`.
    package var referenceImages: [UInt8]?
    /// Go along as they are; without `referenceImages` they are the references, in their order.
    package var files: [PictureFile] = []
    /// Of the first reference.
    package var mask: PictureFile?
    /// One JSON value, as it came.
    package var crop: [UInt8]?
    /// nil: the one of the provider's settings.
    package var model: String?
    package var wishes = PictureWishes()
    /// nil: as the provider made it.
    package var form: PictureForm?
    package var imageFormat = ImageFormat.data
    /// One JSON value, as it came: format and size that the worker converts to.
    package var output: [UInt8]?

    /// An order for that prompt; set what else applies.
    package init(prompt: String) { self.prompt = prompt }
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
