import JSON

/// A storyboard as it fills with pictures.
struct Board {
    /// `data` of the analysis: `script_analysis` and `storyboard_frames`.
    let analysis: JSONValue
    private(set) var panels: [Int: PanelPicture] = [:]
    /// Why frames have no picture, by sequence.
    private(set) var failures: [Int: String] = [:]

    /// Says that pictures are sketches and how to get real ones; nil when they are real.
    private(set) var notice: String?

    init(analysis: JSONValue) { self.analysis = analysis }

    /// The frames in order.
    var frames: [JSONValue] { analysis["storyboard_frames"]?.array ?? [] }

    /// Keeps a result and writes its panel; gives the line that tells of it.
    /// - Throws: `StoryboardError.cannotWrite`.
    mutating func take(
        _ result: StoryboardClient.Result, into folder: StoryboardFolder, of total: Int
    ) throws(StoryboardError) -> String {
        let line: String
        switch result {
        case .picture(let sequence, let dataURL, let notice):
            self.notice = notice ?? self.notice
            if let picture = PanelPicture(dataURL: dataURL) {
                let name = StoryboardFolder.panelName(sequence, picture.type)
                try folder.write(name, picture.bytes)
                panels[sequence] = picture
                line = name
            } else {
                failures[sequence] = "not a picture"
                line = "frame \(sequence): not a picture"
            }
        case .failure(let sequence, let reason):
            failures[sequence] = reason
            line = "frame \(sequence): \(reason)"
        }
        return "  \(panels.count + failures.count)/\(total)  \(line)\n"
    }

    /// The analysis with each frame's panel, or why it has none.
    var json: JSONValue {
        guard var whole = analysis.object else { return analysis }
        whole["storyboard_frames"] = .array(
            frames.map { frame in
                guard var members = frame.object, let sequence = members["sequence"]?.int else { return frame }
                members["panel"] = panels[sequence].map { .string(StoryboardFolder.panelName(sequence, $0.type)) }
                members["error"] = failures[sequence].map { .string($0) }
                return .object(members)
            })
        return .object(whole)
    }

    /// What the person at the terminal reads last.
    func closingWords(_ path: String) -> String {
        let missing = failures.isEmpty ? "" : ", \(failures.count) without a picture"
        let note = notice.map { "\($0)\n" } ?? ""
        return "\(panels.count) panels\(missing)\n\(note)The board: \(path)/index.html\n"
    }
}
