/// How a scripted service behaves towards one submit of a picture.
package enum Conduct: Sendable, Equatable, CaseIterable {
    /// Makes the picture, bills it, and names its address.
    case pictureByURL
    /// Makes the picture, bills it, and sends it as Base64.
    case pictureByBase64
    /// Bills it, and sends the picture once the test says so (`ScriptedService.release`).
    case slow
    /// Too many requests: nothing is made.
    case limited
    /// Moderation says no: nothing is made.
    case refused
    /// The key is not liked, and the answer repeats it: nothing is made.
    case keyRefused
    /// Status 200 and what no client can read; nobody knows what was made.
    case garbage
    /// The connection ends before a word, and nothing is made.
    case cutUnbilled
    /// The picture is billed, and the connection ends before a word of it.
    case cutBilled
    /// The picture is billed, its id is told, and then the connection ends.
    case cutOnceAccepted
    /// The picture is billed, and no answer ever comes.
    case silent

    /// Whether the service takes money.
    package var isBilled: Bool {
        switch self {
        case .pictureByURL, .pictureByBase64, .slow, .cutBilled, .cutOnceAccepted, .silent: true
        case .limited, .refused, .keyRefused, .garbage, .cutUnbilled: false
        }
    }
}
