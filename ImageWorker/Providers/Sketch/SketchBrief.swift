import Drawing
import ImageWorkerCore
import JSON

/// What an order says about the panel: the frame's fields where it has them, the prompt for the rest.
enum SketchBrief {
    static func brief(of order: PictureOrder, size: PanelSize) -> PanelBrief {
        let frame = order.frame.flatMap { try? JSONValue.parse($0) } ?? .null
        func text(_ names: String...) -> String {
            names.lazy.compactMap { frame[$0]?.string }.first { !$0.isEmpty } ?? ""
        }
        let scene = frame["sceneNumber"]?.int
        return PanelBrief(
            prompt: order.prompt, description: text("chineseDescription", "description"),
            shotType: text("shotType", "shot"), cameraMovement: text("cameraMovement", "camera"),
            angle: text("angle", "cameraAngle"), characters: names(frame["characters"]),
            dialogue: text("dialogue", "narration"), sceneNumber: scene, sequence: frame["sequence"]?.int, size: size,
            seed: seed(order.seed, scene: scene))
    }

    /// Characters are names, or objects that have one.
    private static func names(_ characters: JSONValue?) -> [String] {
        (characters?.array ?? []).prefix(32).compactMap { $0.string ?? $0["name"]?.string }
    }

    /// All frames of a scene stand before the same mountains; the next scene has others.
    private static func seed(_ seed: Int?, scene: Int?) -> UInt64 {
        UInt64(bitPattern: Int64(seed ?? 0)) ^ (UInt64(bitPattern: Int64(scene ?? 0)) &* 0x9E37_79B9_7F4A_7C15)
    }
}
