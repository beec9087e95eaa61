import Glibc
import JSON
import TestSupport
import Testing

struct ProcessUnderTestTests {
    private func shell(_ script: String) async throws -> ProcessUnderTest {
        try await ProcessUnderTest.start("/bin/sh", ["-c", script])
    }

    @Test func `a log event is found among other lines`() async throws {
        let process = try await shell(#"echo booting; echo '{"event":"listening","port":4711}'; exec sleep 60"#)
        #expect(try await process.port() == 4711)
        #expect(process.lines.first == "booting")
    }

    @Test func `a process that ends before the event shows its last words`() async throws {
        let process = try await shell("echo no key; exit 2")
        let error = try await #require(throws: ProcessEnded.self) { try await process.port() }
        #expect(error.exit == .exited(2))
        #expect(error.output == ["no key"])
    }

    @Test func `a signal reaches the process and its end is told`() async throws {
        let process = try await shell(#"echo '{"event":"up"}'; exec sleep 60"#)
        try await process.event("up")
        process.send(SIGTERM)
        #expect(try await process.waitForExit() == .signalled(SIGTERM))
    }

    @Test func `what a process has started dies with its group`() async throws {
        let process = try await shell(#"sleep 60 & echo "{\"event\":\"child\",\"pid\":$!}"; wait"#)
        let child = try #require(try await process.event("child")["pid"]?.int)
        #expect(kill(pid_t(child), 0) == 0)
        process.killGroup()
        #expect(try await process.waitForExit() == .signalled(SIGKILL))
        try await eventually("the end of process \(child)") { ProcessFigures(of: pid_t(child)) == nil }
    }

    @Test func `memory and CPU time are read from the kernel`() async throws {
        let process = try await shell(
            #"i=0; while [ $i -lt 600000 ]; do i=$((i+1)); done; echo '{"event":"done"}'; sleep 60 & wait"#)
        // Still the shell, and not what it becomes: a process that begins another program has no memory for a moment.
        try await process.event("done")
        let figures = try #require(ProcessFigures(of: process.pid))
        #expect(figures.cpu > .milliseconds(50))
        #expect(figures.residentBytes > 100_000 && figures.residentBytes <= figures.peakBytes)
    }
}
