import GatewayAdapters
import GatewayCore
import Settings

/// Which language model analyses scripts, and how it is reached.
struct ModelSettings: Sendable {
    /// A server that speaks `/chat/completions` or the Messages API.
    struct Server: Sendable {
        /// Without one the server is not used, unless it is one that may need none.
        var key: Secret?
        var baseURL: String
        var model: String
    }

    /// `DEEPSEEK_*`.
    var deepseek: Server
    /// `ANTHROPIC_*`.
    var claude: Server
    var claudeWire: AnthropicWire.Style
    /// `LLM_*`: any other server of the OpenAI kind; nil without a base URL and a model.
    var other: Server?
    /// `SCRIPT_PROVIDER`; nil: the first that is configured, else the rules.
    var provider: AnalystName?
    /// `LLM_STEP_TIMEOUT_SECONDS`: without a new token.
    var stepTimeout: Duration
    /// `LLM_CALL_TIMEOUT_SECONDS`: one call in all.
    var callTimeout: Duration
    /// `PROMPTS_DIR`: templates in place of the built-in ones.
    var promptsDirectory: String?

    /// Asks for each.
    init(_ read: inout SettingsReader) {
        deepseek = Server(key: read(Self.deepseekKey), baseURL: read(Self.deepseekURL), model: read(Self.deepseekModel))
        claude = Server(key: read(Self.claudeKey), baseURL: read(Self.claudeURL), model: read(Self.claudeModel))
        claudeWire = read(Self.wire)
        other = Self.other(&read)
        provider = read(Self.scriptProvider)
        stepTimeout = read(Self.stepLimit)
        callTimeout = read(Self.callLimit)
        promptsDirectory = read(Self.prompts)
    }

    private static func other(_ read: inout SettingsReader) -> Server? {
        let (key, url, model) = (read(otherKey), read(otherURL), read(otherModel))
        if let url, let model { return Server(key: key, baseURL: url, model: model) }
        if url != nil || model != nil || key != nil {
            read.conflict(otherURL, "LLM_BASE_URL and LLM_MODEL are set together; LLM_API_KEY goes with them")
        }
        return nil
    }

    private static let deepseekKey = Setting("DEEPSEEK_API_KEY", .secret, help: "Key of DeepSeek.")
    private static let deepseekURL = Setting(
        "DEEPSEEK_BASE_URL", .url(), default: "https://api.deepseek.com/v1", help: "Base URL of DeepSeek or a relay.")
    private static let deepseekModel = Setting(
        "DEEPSEEK_MODEL", .text, default: "deepseek-flash", help: "Model asked of DeepSeek.")
    private static let claudeKey = Setting("ANTHROPIC_API_KEY", .secret, help: "Key of Claude.")
    private static let claudeURL = Setting(
        "ANTHROPIC_BASE_URL", .url(), default: "https://api.anthropic.com",
        help: "Base URL of Claude or a relay; a trailing /v1 is accepted.")
    private static let claudeModel = Setting(
        "ANTHROPIC_MODEL", .text, default: "claude-sonnet-5-5", help: "Model asked of Claude.")
    private static let wire = Setting(
        "ANTHROPIC_WIRE", .choice(of: AnthropicWire.Style.self), default: .apiKey,
        help: "How the key is sent: x-api-key (version 2023-06-01, what relays know) or bearer (2026-10-21).")
    private static let otherKey = Setting(
        "LLM_API_KEY", .secret, help: "Key of any other server of the OpenAI kind; the analyst named `openai`.")
    private static let otherURL = Setting("LLM_BASE_URL", .url(), help: "Its base URL, before /chat/completions.")
    private static let otherModel = Setting("LLM_MODEL", .text, help: "Its model.")
    private static let scriptProvider = Setting(
        "SCRIPT_PROVIDER", .choice(of: AnalystName.self), defaultText: "first configured, else offline",
        help: "Who analyses scripts when the request names nobody.")
    private static let stepLimit = Setting(
        "LLM_STEP_TIMEOUT_SECONDS", .seconds(.milliseconds(100) ... .seconds(3600)), default: .seconds(60),
        help: "A model that sends no token for so long has failed.")
    private static let callLimit = Setting(
        "LLM_CALL_TIMEOUT_SECONDS", .seconds(.milliseconds(100) ... .seconds(7200)), default: .seconds(300),
        help: "One call of a model in all.")
    private static let prompts = Setting(
        "PROMPTS_DIR", .path, defaultText: "built in",
        help: "Folder with prompt templates in place of the built-in ones.")
}
