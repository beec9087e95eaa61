import ImageWorkerCore
import Lifecycle

/// What happens to every provider's picture before it is kept: the check, then the edit that the order asks for.
///
/// Decoding costs ten times what all the rest of a picture costs, so the check goes by the file's outline; pixels are
/// looked at only where so few bytes hold so many of them that they may all be the same.
package struct PictureFinishing: Sendable {
    private let threads: BlockingThreads

    /// Pictures are decoded on two threads of its own; others wait, as many as there may be attempts.
    package init() {
        threads = BlockingThreads(name: "imaging", count: 2, maxQueued: 20_000)
    }

    /// Waits for what is being decoded; nothing is taken afterwards.
    package func stop() async { await threads.stop() }

    /// The checked and edited picture; see `FinishPicture`. A sketch is drawn here and not checked.
    package func finish(
        _ generated: Generated, _ order: PictureOrder, _ provider: ProviderID
    ) async -> Generated {
        var generated = generated
        if provider != .sketch { await check(&generated) }
        if let edit = order.edit { await apply(edit, to: &generated) }
        return generated
    }

    /// Bytes that are walked over in less than half a millisecond.
    private static let small = 4 << 20
    /// Pixels for each compressed byte that no picture of something reaches: one colour takes 50 to 1,000 (JPEG without
    /// chroma subsampling 36), flat drawings 5 to 30.
    private static let suspiciousPixels = 20

    /// Never refuses: the picture is paid for, many providers give it once only, and viewers show what is there of it.
    private func check(_ generated: inout Generated) async {
        let picture = generated.picture
        let outline: PictureOutline
        do {
            outline = try await self.outline(picture)
        } catch ImagingError.torn(let place) {
            generated.warnings.append(.torn(place))
            return
        } catch {
            // The process is on its way out: a paid picture is delivered unchecked.
            return
        }
        if outline.end < picture.bytes.count { generated.picture = picture.cut(at: outline.end) }
        guard outline.pixelBytes * Self.suspiciousPixels < picture.width * picture.height else { return }
        let bytes = generated.picture.bytes
        switch try? await threads.run({ try PictureCheck.check(bytes) }) {
        case .blank: generated.warnings.append(.blank)
        case .torn(let place): generated.warnings.append(.torn(place))
        // Sound, or too large to be looked at: it is delivered.
        case .sound, nil: break
        }
    }

    private func outline(_ picture: Picture) async throws -> PictureOutline {
        guard picture.bytes.count > Self.small else { return try PictureOutline(picture.bytes, picture.type) }
        return try await threads.run { try PictureOutline(picture.bytes, picture.type) }
    }

    private func apply(_ edit: PictureEdit, to generated: inout Generated) async {
        let bytes = generated.picture.bytes
        do {
            generated.picture = try await threads.run { try PictureProcess.process(bytes, edit) }
        } catch {
            generated.warnings.append(.notEdited(PictureWarning.EditFault(error)))
        }
    }
}

extension Picture {
    /// Without what follows the picture's end: it is no part of it, and could be read as something else.
    fileprivate func cut(at end: Int) -> Picture {
        Picture(bytes: Array(bytes[..<end]), type: type, width: width, height: height)
    }
}

extension PictureWarning.EditFault {
    fileprivate init(_ error: any Error) {
        switch error as? ImagingError {
        case .cropTooLarge: self = .cropTooLarge
        case .tooLarge: self = .tooLarge
        case .torn: self = .damaged
        case .notAPicture(let cause), .failed(let cause): self = .failed(cause)
        case nil: self = .failed("\(error)")
        }
    }
}
