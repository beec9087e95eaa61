// swift-tools-version: 6.2
import PackageDescription

// Who may import whom stands in README.md, "How it is built"; `deploy/test` builds with
// `--explicit-target-dependency-import-check error`, so a missing edge here fails the build.

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

/// A library target of ours: warnings are errors everywhere.
func module(
    _ name: String, _ path: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = []
) -> Target {
    .target(name: name, dependencies: dependencies, path: path, resources: resources, swiftSettings: strict)
}

func program(_ name: String, _ path: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(name: name, dependencies: dependencies, path: path, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies, path: "Tests/\(name)", swiftSettings: strict)
}

/// A C library of Debian's: a module map and a header-only shim.
func library(_ name: String, pkgConfig: String, apt: String) -> Target {
    .systemLibrary(name: name, path: "Shared/CLibraries/\(name)", pkgConfig: pkgConfig, providers: [.apt([apt])])
}

let ground: [Target.Dependency] = ["Locks", "JSON", "Models", "Settings", "Observability", "Lifecycle"]

let network: [Target.Dependency] = ["HTTPCore", "HTTPClient", "HTTPServer", "EventLoop"]

let cLibraries = [
    Target.systemLibrary(name: "CLinux", path: "Shared/CLibraries/CLinux"),
    library("CCurl", pkgConfig: "libcurl", apt: "libcurl4-openssl-dev"),
    library("CSQLite", pkgConfig: "sqlite3", apt: "libsqlite3-dev"),
    library("CCairo", pkgConfig: "pangocairo", apt: "libpango1.0-dev"),
    library("CZlib", pkgConfig: "zlib", apt: "zlib1g-dev"),
    library("CVips", pkgConfig: "vips", apt: "libvips-dev"),
    library("CCrypto", pkgConfig: "libcrypto", apt: "libssl-dev"),
]

let shared = [
    module("Locks", "Shared/Locks"),
    module("JSON", "Shared/JSON"),
    module("Models", "Shared/Models"),
    module("Settings", "Shared/Settings"),
    module("Observability", "Shared/Observability", ["Locks", "Settings"]),
    module("Lifecycle", "Shared/Lifecycle", ["Locks"]),
    module("HTTPCore", "Shared/HTTP/Core"),
    module("EventLoop", "Shared/HTTP/Loop", ["Locks", "Lifecycle", "CLinux"]),
    module("HTTPClient", "Shared/HTTP/Client", ground + ["HTTPCore", "EventLoop", "CCurl"]),
    module("HTTPServer", "Shared/HTTP/Server", ground + ["HTTPCore", "EventLoop"]),
    module("Signing", "Shared/Signing", ["CCrypto"]),
    module("Decisions", "Shared/Decisions", ["JSON"]),
    module("Launch", "Shared/Launch", ground + network),
]

let gateway = [
    module("GatewayCore", "Gateway/Core", ground + ["Decisions", "Signing"]),
    module(
        "GatewayAdapters", "Gateway/Adapters",
        ground + ["GatewayCore", "Decisions", "HTTPCore", "HTTPClient", "Signing"]),
    module("GatewayAPI", "Gateway/API", ground + ["GatewayCore", "HTTPCore", "HTTPServer", "Signing"]),
    program(
        "gateway", "Gateway/Main",
        ground + [
            "Launch", "GatewayAPI", "GatewayCore", "GatewayAdapters", "HTTPServer", "HTTPClient", "HTTPCore",
            "EventLoop",
        ]),
]

/// The providers, by folder; each is a module of its own, and none may import another.
let providers = ["Jimeng", "Ark", "OpenRouter", "OpenAI", "OpenAIChat", "Gradio", "Sketch"]

let providerModules = providers.map { Target.Dependency(stringLiteral: $0 + "Provider") }

/// What providers share.
let providerKit: [Target.Dependency] = [
    "ImageWorkerCore", "ProviderKit", "Decisions", "HTTPCore", "HTTPClient", "Signing", "Drawing",
]

let imageWorker = [
    module("ImageWorkerCore", "ImageWorker/Core", ground),
    module("Drawing", "ImageWorker/Drawing", ["CCairo", "CZlib"]),
    module(
        "ProviderKit", "ImageWorker/Providers/Kit", ground + ["ImageWorkerCore", "Decisions", "HTTPCore", "HTTPClient"]),
    module("Imaging", "ImageWorker/Imaging", ["ImageWorkerCore", "Models", "Lifecycle", "Observability", "CVips"]),
    module("ImageWorkerAPI", "ImageWorker/API", ground + ["ImageWorkerCore", "HTTPCore", "HTTPServer", "Signing"]),
    program(
        "image-worker", "ImageWorker/Main",
        ground + [
            "Launch", "ImageWorkerAPI", "ImageWorkerCore", "ProviderKit", "Drawing", "Imaging", "HTTPServer",
            "HTTPClient", "HTTPCore", "EventLoop",
        ] + providerModules),
]

let providerTargets = providers.map {
    module($0 + "Provider", "ImageWorker/Providers/" + $0, ground + providerKit)
}

let checks = [
    module("TestSupport", "Tests/Support", ground + network + ["Signing"]),
    program("scripted-provider", "Tests/ScriptedProvider", ground + network + ["TestSupport"]),
    .executableTarget(
        name: "benchmarks",
        dependencies: [
            "TestSupport", "JSON", "CLinux", "Drawing", "gateway", "image-worker", "scripted-provider",
        ],
        path: "Tests/Benchmarks", exclude: ["run", "Peers/node.js", "Peers/service.py"], swiftSettings: strict),
    program("http-verdict", "Tests/HTTPVerdict", ["HTTPCore", "JSON"]),
    tests("FoundationTests", ground + ["Decisions", "TestSupport"]),
    tests("HTTPCoreTests", ["HTTPCore", "JSON", "TestSupport"]),
    tests("HTTPServerTests", ground + network + ["TestSupport"]),
    tests("HTTPClientTests", ground + network + ["TestSupport"]),
    tests("SigningTests", ["Signing", "JSON", "HTTPCore", "TestSupport"]),
    tests("DrawingTests", ground + ["Drawing", "SketchProvider", "ImageWorkerCore", "TestSupport"]),
    tests("ImagingTests", ground + ["Imaging", "ImageWorkerCore", "TestSupport"]),
    tests(
        "ImageWorkerTests",
        ground + network + [
            "ImageWorkerCore", "ImageWorkerAPI", "ProviderKit", "Decisions", "Imaging", "TestSupport",
        ] + providerModules),
    tests(
        "GatewayTests",
        ground + network + ["GatewayCore", "GatewayAPI", "GatewayAdapters", "Decisions", "Signing", "TestSupport"]),
    tests("EndToEndTests", ground + network + ["TestSupport", "gateway", "image-worker", "scripted-provider"]),
]

let package = Package(
    name: "ScriptToFrame",
    products: [
        .executable(name: "gateway", targets: ["gateway"]),
        .executable(name: "image-worker", targets: ["image-worker"]),
    ],
    targets: cLibraries + shared + gateway + imageWorker + providerTargets + checks,
    swiftLanguageModes: [.v6]
)
