/// How a client gets a picture: inside the answer, or as an address (the contract's `imageFormat`).
package enum ImageFormat: String, Sendable, CaseIterable {
    case data, url
}

/// A picture that was made, and where its bytes are now.
package enum MadePicture: Sendable {
    /// With the worker, until it is released.
    case atWorker(FinishedPicture)
    /// Durable in the asset store; the worker has been told to let it go, unless a repeated request may ask for it.
    case stored(FinishedPicture, AssetID)

    /// What the worker told of it.
    package var facts: FinishedPicture {
        switch self {
        case .atWorker(let picture), .stored(let picture, _): picture
        }
    }
}
