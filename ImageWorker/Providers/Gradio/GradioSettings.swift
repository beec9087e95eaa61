import ImageWorkerCore
import ProviderKit
import Settings

/// Which Gradio app makes pictures, and with which arguments (contract/worker.md, section 2).
package struct GradioSettings: ProviderSettings {
    package static let id = ProviderID.gradio
    package static let requiredSettings = ["GRADIO_BASE_URL"]
    package var isConfigured: Bool { baseURL != nil }

    /// Without a slash at its end; nil: not configured.
    package var baseURL: String?
    /// The app's function, as `/info` names it.
    package var apiName: String
    /// The label of the app's choice of sizes for orders that name none.
    package var resolution: String
    package var steps: Int
    package var shift: Double
    /// From the start to the finished picture.
    package var timeout: Duration
    /// For the answer to a start.
    package var startLimit = Duration.seconds(30)
    /// A Hugging Face token.
    package var token: Secret?
    /// Reference images that the app takes in its gallery argument.
    package var references: Int
    /// Looks are one stream each; another is opened only where the one before never reached the app.
    package var patience = TaskPatience(pollInterval: .milliseconds(100), maxPolls: 20)

    /// The contract's defaults.
    package init(
        baseURL: String?, apiName: String = "generate", resolution: String = "1024x1024 ( 1:1 )", steps: Int = 8,
        shift: Double = 3, timeout: Duration = .seconds(120), token: Secret? = nil, references: Int = 0
    ) {
        self.baseURL = baseURL.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
        self.apiName = apiName
        self.resolution = resolution
        self.steps = steps
        self.shift = shift
        self.timeout = timeout
        self.token = token
        self.references = references
    }

    /// What it takes of reference images, uploaded before the start.
    package var referenceRule: ReferenceRule { ReferenceRule(most: references, form: .bytes) }

    /// Gradio over those tools.
    package func provider(_ tools: ProviderTools) -> any ImageProvider { GradioProvider(self, tools) }
}

extension GradioSettings {
    /// Asks for each.
    package init(_ read: inout SettingsReader) {
        self.init(
            baseURL: read(Self.baseURL), apiName: read(Self.apiName), resolution: read(Self.resolution),
            steps: read(Self.steps), shift: read(Self.shift), timeout: read(Self.timeout), token: read(Self.token),
            references: read(Self.references))
    }

    private static let baseURL = Setting(
        "GRADIO_BASE_URL", .url(),
        help: "Gradio app that makes pictures, e.g. https://tongyi-mai-z-image-turbo.hf.space; enables gradio.")
    private static let apiName = Setting(
        "GRADIO_API_NAME", .text, default: "generate", help: "The app's function, without its slash.")
    private static let resolution = Setting(
        "GRADIO_RESOLUTION", .text, default: "1024x1024 ( 1:1 )",
        help: "The app's label of the size for orders that name none.")
    private static let steps = Setting(
        "GRADIO_STEPS", .integer(4...50), default: 8, help: "Diffusion steps, unless an order names them.")
    private static let shift = Setting(
        "GRADIO_SHIFT", .number(0...100), default: 3, help: "The app's time shift.")
    private static let timeout = Setting(
        "GRADIO_TIMEOUT", .seconds(.seconds(1) ... .seconds(3600)), default: .seconds(120),
        help: "For one picture, from its start.")
    private static let token = Setting(
        "GRADIO_TOKEN", .secret, help: "Hugging Face token, for a private app or a quota.")
    private static let references = Setting(
        "GRADIO_REFERENCES", .integer(0...16), default: 0,
        help: "Reference images that the app takes in its gallery argument; 0: it takes none.")
}

extension ProviderID {
    package static let gradio = ProviderID("gradio")
}
