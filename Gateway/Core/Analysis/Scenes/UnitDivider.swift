/// Divides a stretch of units: at paragraph bounds first, inside a paragraph only when there are too few.
struct UnitDivider {
    let units: [ScriptUnit]

    /// Exactly `parts` runs, or one a unit where there are fewer units.
    func divide(_ range: Range<Int>, into parts: Int) -> [Range<Int>] {
        let paragraphs = paragraphs(in: range)
        if paragraphs.count >= parts {
            let weights = paragraphs.map { weight($0) }
            return BalancedPartition.runs(of: weights, parts: parts).map { run in
                paragraphs[run.lowerBound].lowerBound..<paragraphs[run.upperBound - 1].upperBound
            }
        }
        let shares = Apportionment.shares(
            of: parts, weights: paragraphs.map { weight($0) }, capacities: paragraphs.map(\.count))
        return zip(paragraphs, shares).flatMap { paragraph, share in
            BalancedPartition.runs(of: paragraph.map { units[$0].range.count }, parts: share).map {
                (paragraph.lowerBound + $0.lowerBound)..<(paragraph.lowerBound + $0.upperBound)
            }
        }
    }

    /// The runs of units that share a paragraph.
    func paragraphs(in range: Range<Int>) -> [Range<Int>] {
        var runs: [Range<Int>] = []
        var start = range.lowerBound
        for index in range where index + 1 == range.upperBound || units[index + 1].paragraph != units[index].paragraph {
            runs.append(start..<(index + 1))
            start = index + 1
        }
        return runs
    }

    func weight(_ range: Range<Int>) -> Int {
        range.reduce(0) { $0 + units[$1].range.count }
    }
}

/// Shares places out by weight, within what each can take.
enum Apportionment {
    /// At least one each; the sum is `total` where the capacities allow. `total` is at most 500.
    static func shares(of total: Int, weights: [Int], capacities: [Int]) -> [Int] {
        var shares = capacities.map { min(1, $0) }
        var left = total - shares.reduce(0, +)
        while left > 0 {
            let open = weights.indices.filter { shares[$0] < capacities[$0] }
            guard let heaviest = open.max(by: { weights[$0] * shares[$1] < weights[$1] * shares[$0] }) else { break }
            shares[heaviest] += 1
            left -= 1
        }
        return shares
    }
}
