/// The part of a scene that one frame shows.
package struct FrameBeat: Sendable, Equatable {
    /// Why the frame is there.
    package enum Role: Sendable, Equatable {
        case story
        /// Shows the place; the story's frame follows.
        case establishing
        /// Shows a face after the story's frame.
        case reaction
    }

    package var units: Range<Int>
    package var role: Role
    package var isFirstOfScene = false
    package var isLastOfScene = false
}

/// Decides how many frames a scene has, and which.
struct BeatPlanner {
    /// A frame shows about so many bytes of text before another one is worth it.
    static let bytesPerFrame = 150

    let document: ScriptDocument
    let framesPerScene: Int?

    /// One to six beats; exactly `framesPerScene` where that is set.
    func beats(of scene: PlannedScene) -> [FrameBeat] {
        let divider = UnitDivider(units: document.units)
        let parts = framesPerScene ?? naturalCount(scene.units, divider)
        var beats = divider.divide(scene.units, into: parts).map { FrameBeat(units: $0, role: .story) }
        addAngles(to: &beats, until: parts)
        beats[0].isFirstOfScene = true
        beats[beats.count - 1].isLastOfScene = true
        return beats
    }

    private func naturalCount(_ range: Range<Int>, _ divider: UnitDivider) -> Int {
        let paragraphs = divider.paragraphs(in: range).count
        let byLength = (divider.weight(range) + Self.bytesPerFrame - 1) / Self.bytesPerFrame
        let wanted = max(byLength, min(paragraphs, byLength * 2))
        return max(1, min(6, wanted, range.count))
    }

    /// More frames than sentences: the place first, then faces.
    private func addAngles(to beats: inout [FrameBeat], until parts: Int) {
        if beats.count < parts { beats.insert(FrameBeat(units: beats[0].units, role: .establishing), at: 0) }
        var place = beats.count
        while beats.count < parts {
            beats.insert(FrameBeat(units: beats[place - 1].units, role: .reaction), at: place)
            place = place > 2 ? place - 1 : beats.count
        }
    }
}
