/// The sentences of `warnings`.
struct AnalysisWarnings {
    let isChinese: Bool

    /// The request's language decides, else the script's.
    init(language: String?, isChinese: Bool) {
        self.isChinese = language.map { $0.lowercased().hasPrefix("zh") } ?? isChinese
    }

    func fewerScenes(_ count: Int, _ wanted: Int) -> String {
        isChinese
            ? "剧本只有\(count)个句子，无法切分为\(wanted)个场景，已生成\(count)个场景"
            : "The script has only \(count) sentences: \(count) scenes were made instead of \(wanted)"
    }

    func crowdedFrames(_ count: Int) -> String {
        isChinese
            ? "\(count)个分镜各自涵盖很长的文字，增大 sceneCount 可得到更细的分镜"
            : "\(count) frames each cover a long stretch of text; a larger sceneCount gives finer ones"
    }
}
