import TestSupport
import Testing

/// The README's tables of settings are what the programs themselves say.
struct SettingsTableTests {
    @Test(arguments: ["gateway", "image-worker"])
    func `the README holds the table that the program prints`(program: String) async throws {
        let printed = try await ProcessUnderTest.start(program, ["settings"])
        #expect(try await printed.waitForExit() == .exited(0))
        let table = printed.lines.filter { $0.hasPrefix("|") }
        try #require(table.count > 10)
        let readme = try String(decoding: Fixture.bytes(inPackage: "README.md"), as: UTF8.self)
        #expect(
            readme.contains(table.joined(separator: "\n")),
            "put the output of `\(program) settings` into README.md")
    }
}
