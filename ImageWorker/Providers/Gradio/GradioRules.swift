import ImageWorkerCore
import Models

/// What the app is asked with, checked before any call.
enum GradioRules {
    /// The app's labels of sizes, by size (contract/worker.md, section 2).
    private static let labels: [String: String] = [
        "512x512": "512x512 ( 1:1 )", "1024x1024": "1024x1024 ( 1:1 )", "1024x1536": "1024x1536 ( 2:3 )",
        "1536x1024": "1536x1024 ( 3:2 )",
    ]

    /// The label of an order's size; the setting's where it names none.
    static func label(_ order: PictureOrder, _ settings: GradioSettings) throws(GenerationError) -> String {
        guard let size = order.size else { return settings.resolution }
        if let label = labels[size.description] { return label }
        // The setting may name a size that only this app has.
        if PictureSize(String(settings.resolution.prefix { $0 != " " })) == size { return settings.resolution }
        let known = labels.keys.sorted().joined(separator: ", ")
        throw .invalid(
            "size",
            LocalizedText(zh: "gradio支持的图片尺寸: \(known)", en: "The sizes that gradio has are \(known)"))
    }

    /// An order's own steps within the app's range, else the setting's.
    static func steps(_ order: PictureOrder, _ settings: GradioSettings) throws(GenerationError) -> Int {
        guard let steps = order.options.steps else { return settings.steps }
        guard (4...50).contains(steps) else {
            throw .invalid(
                "num_inference_steps",
                LocalizedText(zh: "gradio的步数须在4到50之间", en: "gradio takes 4 to 50 steps"))
        }
        return steps
    }
}
