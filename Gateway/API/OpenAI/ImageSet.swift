import GatewayCore

/// The pictures of one request, in the order of the answer.
struct ImageSet: Sendable {
    let orders: [PictureOrder]
    /// Pictures that came with the request.
    let inputCount: Int
    let request: ImageRequest
    /// `image_generation` or `image_edit`: begins the names of its events.
    let eventPrefix: String
    /// Told in the answer: wishes that had no effect.
    var warnings: [String] = []
    /// By which a repetition of the request is known.
    let fingerprint: String
}
