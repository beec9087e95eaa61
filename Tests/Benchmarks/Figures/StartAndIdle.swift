import TestSupport

/// From starting a program to its first answer, and the memory that it holds then; the median of seven starts.
enum StartAndIdle {
    static func run(_ report: inout Report) async throws {
        try await measure("gateway", startLimit: 30, memoryLimit: 25, &report)
        try await measure("image-worker", startLimit: 150, memoryLimit: 60, &report)
    }

    private static func measure(
        _ program: String, startLimit: Double, memoryLimit: Double, _ report: inout Report
    ) async throws {
        var starts: [Double] = []
        var memory: [Double] = []
        for _ in 0..<7 {
            let folder = try TemporaryFolder()
            let subject = try await Subject.ours(program, in: folder)
            starts.append(subject.startTime / .milliseconds(1))
            memory.append(Double(try subject.figures().residentBytes) / 1e6)
            try await subject.stop()
        }
        report.atMost("\(program): exec to ready", starts.median, limit: startLimit, unit: "ms")
        report.atMost("\(program): idle memory", memory.median, limit: memoryLimit, unit: "MB")
    }
}
