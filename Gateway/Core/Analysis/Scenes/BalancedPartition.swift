/// Cuts a row of weights into runs that weigh about the same, in order, in linear time.
enum BalancedPartition {
    /// Exactly `min(parts, weights.count)` runs, none empty, that cover all indices.
    static func runs(of weights: [Int], parts: Int) -> [Range<Int>] {
        let parts = min(parts, weights.count)
        guard parts > 1 else { return weights.isEmpty ? [] : [0..<weights.count] }
        let total = max(1, weights.reduce(0, +))
        var runs: [Range<Int>] = []
        var start = 0
        var sum = 0
        for (index, weight) in weights.enumerated() {
            let left = parts - runs.count
            guard left > 1 else { break }
            sum += weight
            let goal = total * (runs.count + 1) / parts
            let next = index + 1 < weights.count ? weights[index + 1] : 0
            let isNearest = sum >= goal || goal - sum < sum + next - goal
            let mustCut = weights.count - (index + 1) == left - 1
            let mayCut = weights.count - (index + 1) >= left - 1
            if mustCut || isNearest && mayCut {
                runs.append(start..<(index + 1))
                start = index + 1
            }
        }
        runs.append(start..<weights.count)
        return runs
    }
}
