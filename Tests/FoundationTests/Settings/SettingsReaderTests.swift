import Observability
import Settings
import TestSupport
import Testing

struct SettingsReaderTests {
    private static let count = Setting("COUNT", .integer(1...9), default: 4, help: "How many.")
    private static let key = Setting("API_KEY", aliases: ["OLD_KEY"], .secret, help: "The key.")
    private static let size = Setting("MAX_BYTES", .bytes(0...(1 << 30)), default: 10 << 20, help: "How large.")

    private struct Sample: Equatable {
        var count: Int
        var key: Secret?
        var size: Int

        init(_ read: inout SettingsReader) {
            count = read(SettingsReaderTests.count)
            key = read(SettingsReaderTests.key)
            size = read(SettingsReaderTests.size)
        }
    }

    private func reader(_ environment: [String: String], _ folder: TemporaryFolder? = nil) -> SettingsReader {
        SettingsReader(SettingsSource(environment: environment, directory: folder?.path ?? "/nonexistent"))
    }

    @Test func nothingSetGivesDefaults() throws {
        var read = reader(["COUNT": "", "UNRELATED": "x", "COUNTS": "99"])
        let sample = Sample(&read)
        try read.finish()
        #expect(sample.count == 4 && sample.key == nil && sample.size == 10_485_760)
        #expect(read.readings.allSatisfy { $0.origin == .byDefault })
    }

    @Test func theEnvironmentWinsOverDotEnv() throws {
        let folder = try TemporaryFolder()
        try folder.write(".env", "COUNT=5\nMAX_BYTES=\"1 KB\" # small\n")
        var read = reader(["COUNT": "6"], folder)
        let sample = Sample(&read)
        try read.finish()
        #expect(sample.count == 6 && sample.size == 1024)
        #expect(read.readings.map(\.origin) == [.environment, .byDefault, .dotEnv])
    }

    @Test func secretsComeFromFilesWithoutTheLastNewline() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("key", " s3cret \n\n")
        var read = reader(["API_KEY_FILE": path])
        #expect(Sample(&read).key?.reveal() == " s3cret \n")
        #expect(read.readings[1].origin == .file(path) && read.readings[1].shown == "•••")
        try read.finish()

        try folder.write(".env", "OLD_KEY_FILE=key\n")
        var relative = reader([:], folder)
        #expect(Sample(&relative).key?.reveal() == " s3cret \n")
        try relative.finish()
    }

    @Test func anAliasStandsInForTheNameAndTheNameWins() throws {
        var read = reader(["OLD_KEY": "old"])
        #expect(Sample(&read).key?.reveal() == "old")
        var both = reader(["OLD_KEY": "old", "API_KEY": "new"])
        #expect(Sample(&both).key?.reveal() == "new")
    }

    @Test func everyFaultIsReportedAtOnceAndNoSecretIsShown() throws {
        let folder = try TemporaryFolder()
        try folder.write(".env", "COUNT=5\nnonsense hunter2\n")
        let large = try folder.write("large", [UInt8](repeating: 65, count: 70_000))
        var read = reader(
            ["COUNT": "ten\nfold", "API_KEY": "hunter2", "API_KEY_FILE": "/x", "MAX_BYTES_FILE": large], folder)
        _ = Sample(&read)
        read.conflict(Self.count, "must not be so")
        let finished = read
        let error = #expect(throws: SettingsError.self) { try finished.finish() }
        #expect(
            error?.description == """
                .env: line 2 is not NAME=value
                COUNT: given "ten\u{FFFD}fold", expected a whole number from 1 to 9
                API_KEY: both API_KEY and API_KEY_FILE are set, expected one of them
                MAX_BYTES_FILE: "\(large)" cannot be read: larger than 64 KB
                COUNT: must not be so
                """)
    }

    @Test(arguments: ["", "\n", "a\u{0}b"])
    func aFileWithoutAValueIsAFault(_ content: String) throws {
        let folder = try TemporaryFolder()
        var read = reader(["API_KEY_FILE": try folder.write("key", content)])
        _ = Sample(&read)
        let finished = read
        #expect(throws: SettingsError.self) { try finished.finish() }
    }

    @Test func missingFoldersAndBrokenTextAreFaults() throws {
        let folder = try TemporaryFolder()
        let broken = try folder.write("broken", [0xFF, 0xFE])
        for path in [folder.path, folder.path + "/none", broken, "/dev/zero"] {
            var read = reader(["API_KEY_FILE": path])
            _ = Sample(&read)
            let finished = read
            let error = #expect(throws: SettingsError.self) { try finished.finish() }
            #expect(error?.faults.count == 1)
        }
    }

    @Test func aWrongSecretIsNotShown() {
        let kind = SettingKind<Secret>("a secret of 3 letters", isSecret: true, parse: { _ in nil }, show: { _ in "" })
        var read = reader(["API_KEY": "hunter2"])
        _ = read(Setting("API_KEY", kind, help: ""))
        let finished = read
        let error = #expect(throws: SettingsError.self) { try finished.finish() }
        #expect(error?.description == "API_KEY: what is given is not a secret of 3 letters")
    }

    @Test func tablesComeFromWhatIsAskedFor() {
        let settings = SettingsReader.descriptions { _ = Sample(&$0) }
        #expect(settings.map(\.name) == ["COUNT", "API_KEY", "MAX_BYTES"])
        #expect(
            SettingsTable.help(settings, width: 60) == """
                  COUNT
                      How many. Takes a whole number from 1 to 9. Default:
                      4.
                  API_KEY, also OLD_KEY
                      The key. Takes a secret. Default: none.
                  MAX_BYTES
                      How large. Takes a size such as 500000, 32 KB or 10MB,
                      from 0 bytes to 1 GB. Default: 10 MB.

                """)
        let other = [SettingDescription].init(settings.dropFirst())
        let changed = SettingsReader.descriptions { read in
            _ = read(Setting("COUNT", .integer(1...9), default: 7, help: "How many."))
        }
        let table = SettingsTable.markdown([("gateway", settings), ("worker", other + changed)])
        #expect(table.contains("| `COUNT` | both | a whole number from 1 to 9 | 4 / 7 | How many. |\n"))
        #expect(table.contains("| `API_KEY` (also `OLD_KEY`) | both | a secret | none | The key. |\n"))
    }

    @Test func checkShowsWhatIsSetFirstAndNoSecrets() {
        var read = reader(["API_KEY": "hunter2"])
        _ = Sample(&read)
        #expect(
            SettingsTable.report(read.readings) == """
                API_KEY    environment  •••
                COUNT      default      4
                MAX_BYTES  default      10 MB

                """)
    }

    @Test func theSharedSettingsHaveTheContractsDefaults() throws {
        var read = SettingsReader(.nothing)
        let process = ProcessSettings(&read, defaultPort: 3000)
        let log = LogSettings(&read)
        try read.finish()
        #expect(process.host == "127.0.0.1" && process.port == 3000 && process.workerToken == nil)
        #expect(process.drainDelay == .seconds(5) && process.drainLimit == .seconds(20))
        #expect(process.maxJSONBytes == 10 << 20 && process.maxHeaderBytes == 32 << 10)
        #expect(process.maxUploadBytes == 10 << 20 && process.maxMultipartBytes == 64 << 20)
        #expect(process.clientIdle == .seconds(30) && process.corsAllowOrigins == nil)
        #expect(process.outboundProxy == nil && !process.fetchViaProxy)
        #expect(log.level == .info && log.format == .json && log.file == nil)
        #expect(
            read.readings.map(\.description.name) == [
                "HOST", "PORT", "WORKER_TOKEN", "CORS_ALLOW_ORIGINS", "DRAIN_DELAY_SECONDS", "DRAIN_SECONDS",
                "MAX_JSON_BYTES", "MAX_UPLOAD_BYTES", "MAX_MULTIPART_BYTES", "MAX_HEADER_BYTES", "CLIENT_IDLE_SECONDS",
                "OUTBOUND_PROXY", "FETCH_VIA_PROXY", "LOG_LEVEL", "LOG_FORMAT", "LOG_FILE",
            ])
    }
}
