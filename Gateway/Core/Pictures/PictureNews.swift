/// What is heard of a picture before it is finished. Indirect: whoever waits keeps a word of it, not room for it.
package indirect enum PictureNews: Sendable {
    /// The order leaves for the provider, which may charge before anything is heard of it.
    case submitting(SubmittedPicture)
    /// What was submitted certainly cost nothing; another try may follow.
    case waiting
    /// The provider has accepted, and may have charged.
    case submitted(SubmittedPicture)
    /// A picture on the way, as providers that stream send it.
    case partial(PartialPicture)
}

/// An unfinished picture; nobody keeps it.
package struct PartialPicture: Sendable {
    /// From 0.
    package let index: Int
    /// Media type.
    package let type: String
    /// The bytes as Base64 text.
    package let base64: String

    /// A picture on the way.
    package init(index: Int, type: String, base64: String) {
        self.index = index
        self.type = type
        self.base64 = base64
    }
}
