/// A scene of the storyboard: a run of units.
package struct PlannedScene: Sendable, Equatable {
    package var units: Range<Int>
    /// The author's headings in it, joined; empty without any.
    package var heading: String
    package var setting: Setting
    /// What happens in it, where somebody has said so.
    package var summary: String = ""
}

/// Makes exactly as many scenes as were asked for, where the text allows.
package struct ScenePlan: Sendable {
    /// Joined headings are not made longer than this, in characters.
    static let longestHeading = 200

    private let document: ScriptDocument

    package init(_ document: ScriptDocument) {
        self.document = document
    }

    /// The author's own scenes, merged or split until there are `count`; fewer only if the text has fewer sentences.
    package func scenes(_ count: Int) -> [PlannedScene] {
        fit(authorScenes(), to: count)
    }

    /// Runs of units merged or split until there are `count`.
    package func fit(_ runs: [Range<Int>], to count: Int) -> [PlannedScene] {
        let divider = UnitDivider(units: document.units)
        if runs.count >= count {
            return BalancedPartition.runs(of: runs.map { divider.weight($0) }, parts: count).map { group in
                scene(runs[group.lowerBound].lowerBound..<runs[group.upperBound - 1].upperBound)
            }
        }
        let shares = Apportionment.shares(
            of: count, weights: runs.map { divider.weight($0) }, capacities: runs.map(\.count))
        return zip(runs, shares).flatMap { divider.divide($0, into: $1) }.map(scene)
    }

    /// A new scene wherever the setting changes.
    func authorScenes() -> [Range<Int>] {
        let units = document.units
        var runs: [Range<Int>] = []
        var start = 0
        for index in units.indices where index + 1 == units.count || units[index + 1].setting != units[index].setting {
            runs.append(start..<(index + 1))
            start = index + 1
        }
        return runs
    }

    private func scene(_ range: Range<Int>) -> PlannedScene {
        var heading = ""
        var last = -1
        for index in range where document.units[index].setting != last {
            last = document.units[index].setting
            let own = document.settings[last].heading
            guard !own.isEmpty, heading.count + own.count < Self.longestHeading else { continue }
            heading += (heading.isEmpty ? "" : " / ") + own
        }
        let first = document.units[range.lowerBound].setting
        return PlannedScene(units: range, heading: heading, setting: document.settings[first])
    }
}
