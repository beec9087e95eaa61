import ImageWorkerCore
import Imaging
import TestSupport
import Testing

/// What becomes of a picture that was paid for.
struct FinishingTests {
    private static let order = PictureOrder(prompt: "a")
    private static let jimeng = ProviderID("jimeng")

    private func withFinishing<Result>(_ body: (PictureFinishing) async throws -> Result) async throws -> Result {
        let finishing = PictureFinishing()
        do {
            let result = try await body(finishing)
            await finishing.stop()
            return result
        } catch {
            await finishing.stop()
            throw error
        }
    }

    private static func generated(_ bytes: [UInt8]) throws -> Generated {
        Generated(try #require(PictureHeader.read(bytes)), costMicroUSD: 5)
    }

    private static func order(_ side: PictureEdit.Side, _ pixels: Int) -> PictureOrder {
        PictureOrder(
            prompt: "a", edit: PictureEdit(crop: PictureEdit.Crop(side, pixels: pixels), output: nil))
    }

    @Test(arguments: PictureType.allCases)
    func `a whole picture passes as it is`(type: PictureType) async throws {
        let bytes = try Samples.picture(type)
        let finished = try await withFinishing {
            try await $0.finish(Self.generated(bytes), Self.order, Self.jimeng)
        }
        #expect(finished.picture.bytes == bytes)
        #expect(finished.costMicroUSD == 5)
        #expect(finished.warnings == [])
    }

    @Test(arguments: PictureType.allCases)
    func `a torn one is paid for: it is delivered with a warning, also where it cannot be edited`(
        type: PictureType
    ) async throws {
        let bytes = Array(try Samples.picture(type, of: CheckTests.noise).dropLast(3))
        for (order, warnings) in [(Self.order, ["torn"]), (Self.order(.top, 1), ["torn", "not_edited"])] {
            let finished = try await withFinishing {
                try await $0.finish(Self.generated(bytes), order, Self.jimeng)
            }
            #expect(finished.picture.bytes == bytes)
            #expect(finished.costMicroUSD == 5)
            #expect(finished.warnings.map(\.name) == warnings)
            #expect(finished.warnings.first?.text.english.contains("charged") == true)
        }
    }

    @Test func `one whose pixels cannot be decoded is delivered with a warning`() async throws {
        var bytes = try Samples.converted(
            ScriptedPicture.png(width: 128, height: 128) { _, _ in [0, 0, 0] }, .png)
        let data = try #require(bytes.indices.first { bytes[$0...].starts(with: Array("IDAT".utf8)) })
        bytes[data + 8] ^= 0x55
        let finished = try await withFinishing {
            try await $0.finish(Self.generated(bytes), Self.order, Self.jimeng)
        }
        #expect(finished.warnings.map(\.name) == ["torn"])
        #expect(finished.picture.bytes == bytes)
    }

    @Test func `what hides behind a picture is cut off`() async throws {
        let whole = try Samples.picture(.jpeg)
        let finished = try await withFinishing {
            try await $0.finish(Self.generated(whole + Array("<script>".utf8)), Self.order, Self.jimeng)
        }
        #expect(finished.picture.bytes == whole)
    }

    @Test func `a blank one is delivered with a warning`() async throws {
        let plain = ScriptedPicture.png(width: 128, height: 128) { _, _ in [0, 0, 0] }
        let bytes = try Samples.converted(plain, .png)
        let finished = try await withFinishing {
            try await $0.finish(Self.generated(bytes), Self.order, Self.jimeng)
        }
        #expect(finished.warnings == [.blank])
        #expect(finished.picture.bytes == bytes)
    }

    @Test func `an edit that fails leaves the original and says why`() async throws {
        let bytes = Samples.png
        let finished = try await withFinishing {
            try await $0.finish(Self.generated(bytes), Self.order(.top, 32), Self.jimeng)
        }
        #expect(finished.warnings == [.notEdited(.cropTooLarge)])
        #expect(finished.picture.bytes == bytes)
    }

    @Test func `after the end an edit leaves the original too`() async throws {
        let finishing = PictureFinishing()
        await finishing.stop()
        let finished = try await finishing.finish(Self.generated(Samples.png), Self.order(.top, 1), Self.jimeng)
        #expect(finished.picture.bytes == Samples.png)
        #expect(finished.warnings.map(\.name) == ["not_edited"])
    }

    @Test func `a sketch is edited but not checked`() async throws {
        let plain = try Samples.converted(ScriptedPicture.png(width: 99, height: 99) { _, _ in [9, 9, 9] }, .png)
        let finished = try await withFinishing {
            try await $0.finish(Self.generated(plain), Self.order(.left, 9), .sketch)
        }
        #expect(finished.warnings == [])
        #expect((finished.picture.width, finished.picture.height) == (90, 99))
    }

    @Test func `many at once are all right, and failures beside them change nothing`() async throws {
        let jpeg = try Samples.picture(.jpeg, of: CheckTests.noise)
        let widths = try await withFinishing { finishing in
            try await withThrowingTaskGroup(of: Int.self) { group in
                for cut in 1...60 {
                    group.addTask {
                        let pixels = cut % 3 == 0 ? 999 : cut % 40 + 1
                        let finished = try await finishing.finish(
                            Self.generated(jpeg), Self.order(.right, pixels), Self.jimeng)
                        let wanted = pixels == 999 ? Samples.width : Samples.width - pixels
                        #expect(finished.warnings.isEmpty == (pixels != 999))
                        return finished.picture.width - wanted
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
        }
        #expect(widths == [Int](repeating: 0, count: 60))
    }
}
