import ImageWorkerCore
import ProviderKit
import Settings

/// The sketch needs no settings.
package struct SketchSettings: ProviderSettings {
    package static let id = ProviderID.sketch
    package static let requiredSettings: [String] = []
    package let isConfigured = true

    package init(_ read: inout SettingsReader) {}

    package func provider(_ tools: ProviderTools) -> any ImageProvider { SketchProvider(threads: tools.threads) }
}
