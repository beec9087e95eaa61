/// A picture that the wanted one is to follow: a person's face, a place, the frame before.
package struct ReferenceImage: Sendable {
    /// Where its bytes are.
    package enum Source: Sendable {
        /// Still to be fetched, through the guard, before any provider is asked.
        case url(String)
        /// Here, and checked to be a picture.
        case picture(Picture)
    }

    /// Whom or what it shows, as the prompt names it; nil for a nameless one.
    package var name: String?
    package private(set) var source: Source
    /// Where a provider that fetches references itself can reach it; nil where there is no such address.
    package var publicURL: String?
    /// Of name and content, as they were ordered: stays when the picture is fetched. `publicURL` is no part of it, for
    /// signed addresses differ from call to call.
    let mark: UInt64

    /// A reference from there.
    package init(name: String? = nil, _ source: Source, publicURL: String? = nil) {
        self.name = name
        self.source = source
        self.publicURL = publicURL
        var mark = ContentMark()
        mark.add(name ?? "")
        switch source {
        case .url(let url): mark.add(url)
        case .picture(let picture): mark.add(picture.bytes)
        }
        self.mark = mark.value
    }

    /// The bytes, once they are here.
    package var picture: Picture? {
        guard case .picture(let picture) = source else { return nil }
        return picture
    }

    /// Where a provider that fetches references itself gets it.
    package var address: String? {
        if case .url(let url) = source { return publicURL ?? url }
        return publicURL
    }

    /// The same with its bytes here. What could be fetched from outside can be fetched there by others too.
    func fetched(_ picture: Picture) -> ReferenceImage {
        var fetched = self
        fetched.publicURL = address
        fetched.source = .picture(picture)
        return fetched
    }
}
