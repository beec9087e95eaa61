/// Why a picture could not be looked at or changed.
package enum ImagingError: Error, Equatable, Sendable {
    /// No PNG, JPEG, WebP or GIF; says what.
    case notAPicture(String)
    /// More pixels, or longer sides, than are decoded here.
    case tooLarge(width: Int, height: Int)
    /// Cut off or corrupt; says where.
    case torn(String)
    /// The crop would leave nothing.
    case cropTooLarge
    /// Anything else, in libvips' or the system's words; for a log.
    case failed(String)
}
