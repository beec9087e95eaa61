import Models

/// How much of a script its frames hold; computed, not claimed.
enum Coverage {
    /// The share of the bytes that are no white space and lie in some frame's source, 0...1.
    static func share(of frames: [StoryboardFrame], in source: ScriptText) -> Double {
        let all = source.inkCount(0..<source.bytes.count)
        guard all > 0 else { return 1 }
        var covered = 0
        var end = 0
        for span in frames.map(\.source).sorted(by: { $0.start < $1.start }) where span.end > end {
            covered += source.inkCount(max(end, span.start)..<span.end)
            end = span.end
        }
        return (Double(covered) / Double(all) * 10_000).rounded() / 10_000
    }
}
