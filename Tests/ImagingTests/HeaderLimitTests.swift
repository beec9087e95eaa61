import ImageWorkerCore
import Imaging
import TestSupport
import Testing

/// What is no picture, or one too large, is told by its header, before a pixel is decoded.
struct HeaderLimitTests {
    @Test(arguments: [(50_000, 50_000), (16_385, 1), (1, 65_000), (16_000, 16_000)])
    func `more pixels than may be decoded are refused by the header`(width: Int, height: Int) {
        func big(_ number: Int) -> [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) } }
        func little(_ number: Int) -> [UInt8] { [UInt8(number & 255), UInt8(number >> 8)] }
        let png = Array(Samples.png[..<16]) + big(width) + big(height) + Samples.png[24...]
        let gif = Array("GIF89a".utf8) + little(width) + little(height) + [0, 0, 0]
        for bytes in [png, Array(png[..<33]), gif] {
            for call in [Self.check, Self.process] {
                #expect(throws: ImagingError.tooLarge(width: width, height: height)) { try call(bytes) }
            }
        }
    }

    @Test func `a picture that a decoder holds whole has a lower limit`() throws {
        var limits = ImagingLimits()
        limits.heldPixels = Samples.width * Samples.height - 1
        let refused = ImagingError.tooLarge(width: Samples.width, height: Samples.height)
        #expect(throws: refused) { try PictureCheck.check(Samples.picture(.webp), limits: limits) }
        #expect(throws: refused) { try PictureCheck.check(Samples.picture(.gif), limits: limits) }
        #expect(try PictureCheck.check(Samples.picture(.jpeg), limits: limits) == .sound)
    }

    @Test(arguments: [
        "", "\u{0}", "<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>",
        "<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY x SYSTEM 'http://127.0.0.1/'>]><svg>&x;</svg>", "%PDF-1.4\n",
        "P6 1 1 255\nabc", "II*\u{0}\u{8}\u{0}\u{0}\u{0}", "BM        ", "\u{89}PNG", "GIF89a",
        "RIFF\u{4}\u{0}\u{0}\u{0}WEBP",
        "\u{0}\u{0}\u{0}\u{18}ftypheic", "push graphic-context\nviewbox 0 0 1 1\nimage over 0,0 0,0 'https://x'",
    ])
    func `anything else is no picture`(text: String) throws {
        for call in [Self.check, Self.process] {
            let error = #expect(throws: ImagingError.self) { try call(Array(text.utf8)) }
            guard case .notAPicture = error else { throw Unexpected(error: error) }
        }
    }

    @Test func `no bytes of chance stop the process or pass as a picture`() throws {
        var noise: UInt64 = 7
        for round in 0..<400 {
            // The head of a real file on every second, so that the readers behind the first bytes are reached too.
            let type = PictureType.allCases[round % 4]
            let head = round % 2 == 0 ? [] : try Samples.picture(type).prefix(round % 60 + 8)
            let rest = (0..<600).map { _ in
                noise = noise &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return UInt8(truncatingIfNeeded: noise >> 56)
            }
            #expect(throws: ImagingError.self) { try Self.process(head + rest) }
        }
    }

    private static let check: @Sendable ([UInt8]) throws -> Void = { _ = try PictureCheck.check($0) }
    private static let process: @Sendable ([UInt8]) throws -> Void = {
        _ = try Samples.edited($0, output: PictureEdit.Output(.png))
    }
}

/// Another error than the one that was wanted.
struct Unexpected: Error {
    let error: ImagingError?
}
