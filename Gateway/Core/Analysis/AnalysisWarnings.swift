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

    var scenesByRule: String {
        isChinese
            ? "模型没有给出可用的场景划分，场景按剧本标题与段落切分"
            : "The model gave no usable scenes; they follow the script's headings and paragraphs"
    }

    func framesByRule(_ scenes: [Int]) -> String {
        isChinese
            ? "模型没有给出第\(list(scenes))场的分镜，已按规则生成"
            : "The model gave no frames for scenes \(list(scenes)); they were made by rule"
    }

    func promptsByRule(_ frames: [Int]) -> String {
        isChinese
            ? "模型没有给出第\(list(frames))镜的提示词，已按规则生成"
            : "The model gave no prompts for frames \(list(frames)); they were made by rule"
    }

    func rewrittenDialogue(_ count: Int) -> String {
        isChinese
            ? "模型改写了\(count)个分镜的台词，已保留剧本原文"
            : "The model changed the dialogue of \(count) frames; the script's own words were kept"
    }

    private func list(_ numbers: [Int]) -> String {
        let shown = numbers.prefix(20).map(String.init).joined(separator: isChinese ? "、" : ", ")
        return numbers.count > 20 ? shown + "…" : shown
    }
}
