import Settings
import TestSupport
import Testing

struct DotEnvTests {
    /// What the file makes of the setting `A`, and its faults.
    private func read(_ bytes: [UInt8]) throws -> (value: String?, faults: [SettingFault]) {
        let folder = try TemporaryFolder()
        try folder.write(".env", bytes)
        var reader = SettingsReader(SettingsSource(environment: [:], directory: folder.path))
        let value = reader(Setting("A", .text, help: ""))
        do {
            try reader.finish()
            return (value, [])
        } catch {
            return (value, error.faults)
        }
    }

    @Test(arguments: [
        ("A=1", "1"), ("A = 1 ", "1"), ("export A=1", "1"), ("\u{FEFF}A=1", "1"), ("A=1\r\nB=2\r\n", "1"),
        ("# A=2\n\n  A=1 # one\n", "1"), ("A=a#b", "a#b"), ("A=\"a # b\"", "a # b"),
        ("A='a \"b\" \\n' # c", "a \"b\" \\n"),
        ("A=\"a\\nb\\t\\\"c\\\" \\\\ \\$x \\q\"", "a\nb\t\"c\" \\ $x \\q"), ("A=\"one\ntwo\"\nB=3", "one\ntwo"),
        ("A=1\nA=2", "2"), ("A=a=b=c", "a=b=c"), ("A=$HOME ${B}", "$HOME ${B}"), ("A=中文", "中文"),
        ("exportA=2\nA=1", "1"),
        ("A=a\rb", "a\rb"), ("\tA\t=\t1", "1"),
    ])
    func valuesAreRead(_ text: String, _ expected: String) throws {
        let (value, faults) = try read(Array(text.utf8))
        #expect(value == expected)
        #expect(faults.isEmpty)
    }

    @Test(arguments: ["A=", "A=''", "A=\"\"", "", "#", "\n\n", "A=   # nothing"])
    func emptyIsAbsent(_ text: String) throws {
        let (value, faults) = try read(Array(text.utf8))
        #expect(value == nil)
        #expect(faults.isEmpty)
    }

    @Test(arguments: [
        ("A", 1), ("\n=1", 2), ("B=1\n1A=2", 2), ("A-B=1", 1), ("A=\"open\n\nB=2", 1), ("A='x' y", 1), ("A=\u{0}", 1),
        ("B=\"1\n2\"\nA", 3), ("export", 1),
    ])
    func otherLinesAreFaultsWithTheirNumber(_ text: String, _ line: Int) throws {
        #expect(try read(Array(text.utf8)).faults == [.badLine(number: line)])
    }

    @Test func brokenTextIsAFault() throws {
        #expect(try read([0x41, 0x3D, 0xFF]).faults == [.badLine(number: 1)])
    }

    @Test func aFileThatIsTooLargeIsAFault() throws {
        let (value, faults) = try read(Array("A=1\n".utf8) + [UInt8](repeating: 0x23, count: 300_000))
        #expect(value == nil)
        #expect(faults.count == 1)
    }
}
