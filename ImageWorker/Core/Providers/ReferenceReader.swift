import Models

/// The port to where reference images are that requests name by address.
package protocol ReferenceReader: Sendable {
    /// The picture at that address, of at most so many bytes.
    func picture(at url: String, largest: Int) async throws(UnreadReference) -> Picture
}

/// Why a reference image could not be read.
package struct UnreadReference: Error {
    /// For a person; names no address of ours.
    package let why: LocalizedText
    package let cause: (any Error)?

    /// A failure for that reason.
    package init(_ why: LocalizedText, cause: (any Error)? = nil) {
        self.why = why
        self.cause = cause
    }
}

extension ReferenceReader {
    /// The order with all its references here, one after the other, so that never more than `limits.all` bytes are held.
    ///
    /// Throws `.invalid` with the number of the first that cannot be read, and why.
    func read(_ order: PictureOrder, _ limits: ReferenceLimits) async throws(GenerationError) -> PictureOrder {
        var order = order
        var left = limits.all - order.references.reduce(0) { $0 + ($1.picture?.bytes.count ?? 0) }
        for (index, reference) in order.references.enumerated() {
            guard case .url(let url) = reference.source else { continue }
            do {
                let picture = try await picture(at: url, largest: min(limits.each, left))
                left -= picture.bytes.count
                order.references[index] = reference.fetched(picture)
            } catch {
                if Task.isCancelled { throw GenerationError(.cancelled, billed: .no, cause: error) }
                var invalid = GenerationError.invalidReference(index, error.why)
                invalid.cause = error.cause
                throw invalid
            }
        }
        return order
    }
}
