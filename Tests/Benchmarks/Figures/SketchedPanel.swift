import Drawing
import Glibc
import TestSupport

/// A panel of 1024 × 1024 pixels, from its words to the PNG: CPU time of the thread that draws it.
///
/// Every shot type with every prompt, in rounds; the median of all counts.
enum SketchedPanel {
    private static let rounds = 3

    private static let prompts = [
        "a man on a mountain top at dawn",
        "two women run through a rainy street at night, neon signs, a car behind them",
        "an empty kitchen, a letter on the table",
        "张三和李四在雨夜的旧书店里争吵，窗外电闪雷鸣",
        "清晨的湖边，小女孩抱着一只猫望向远方的山",
    ]

    static func run(_ report: inout Report) async throws {
        // Fonts are loaded once a thread; this function never suspends, so that it stays on its own.
        for prompt in prompts { _ = try PanelRenderer.png(panel(.medium, prompt)) }
        var byShot: [ShotType: [Double]] = [:]
        for _ in 0..<rounds {
            for shot in ShotType.allCases {
                for prompt in prompts { byShot[shot, default: []].append(try milliseconds(shot, prompt)) }
            }
        }
        let slowest = byShot.mapValues(\.median).max { $0.value < $1.value }
        if let slowest { report.note("sketched panel, CPU: slowest shot, \(slowest.key)", slowest.value, unit: "ms") }
        report.atMost("sketched panel, CPU", byShot.values.flatMap { $0 }.median, limit: 60, unit: "ms")
    }

    private static func milliseconds(_ shot: ShotType, _ prompt: String) throws -> Double {
        let began = threadTime()
        _ = try PanelRenderer.png(panel(shot, prompt))
        return (threadTime() - began) / .milliseconds(1)
    }

    private static func panel(_ shot: ShotType, _ prompt: String) -> Panel {
        PanelReading.panel(
            from: PanelBrief(prompt: prompt, shotType: shot.rawValue, cameraMovement: "pan left", sequence: 1))
    }

    /// CPU time of this thread.
    private static func threadTime() -> Duration {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
}
