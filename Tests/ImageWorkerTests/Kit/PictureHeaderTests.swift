import ImageWorkerCore
import ProviderKit
import Testing

struct PictureHeaderTests {
    private static let png: [UInt8] =
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] + Array("IHDR".utf8)
        + [0, 0, 4, 0, 0, 0, 3, 0, 8, 6, 0, 0, 0]
    private static let gif: [UInt8] = Array("GIF89a".utf8) + [0x40, 0x01, 0xF0, 0x00, 0, 0, 0]
    private static let jpeg: [UInt8] =
        [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 0x4A, 0x46, 0xFF, 0xC2, 0, 17, 8, 0x02, 0x58, 0x03, 0x20, 3]
    private static let webpExtended: [UInt8] =
        Array("RIFF".utf8) + [0, 0, 0, 0] + Array("WEBPVP8X".utf8) + [10, 0, 0, 0, 0, 0, 0, 0] + [
            0xFF, 3, 0, 0xFF, 1, 0,
        ]
    private static let webpLossless: [UInt8] =
        Array("RIFF".utf8) + [0, 0, 0, 0] + Array("WEBPVP8L".utf8) + [5, 0, 0, 0, 0x2F, 0xFF, 0xC3, 0x3F, 0x00]
    private static let webpLossy: [UInt8] =
        Array("RIFF".utf8) + [0, 0, 0, 0] + Array("WEBPVP8 ".utf8) + [
            0, 0, 0, 0, 0, 0, 0, 0x9D, 0x01, 0x2A, 0x80, 2, 0xE0, 1,
        ]

    @Test(arguments: [
        (png, PictureType.png, 1024, 768), (gif, .gif, 320, 240), (jpeg, .jpeg, 800, 600),
        (webpExtended, .webp, 1024, 512), (webpLossless, .webp, 1024, 256), (webpLossy, .webp, 640, 480),
    ])
    func readsKindAndSize(_ bytes: [UInt8], _ type: PictureType, _ width: Int, _ height: Int) throws {
        let picture = try #require(PictureHeader.read(bytes))
        #expect(picture.type == type)
        #expect(picture.width == width)
        #expect(picture.height == height)
        #expect(picture.bytes == bytes)
    }

    @Test(arguments: [png, gif, jpeg, webpExtended, webpLossless, webpLossy])
    func everyCutHeaderIsRefusedWithoutATrap(_ bytes: [UInt8]) {
        for count in 0..<8 { #expect(PictureHeader.read(Array(bytes[..<count])) == nil) }
        for count in 8..<bytes.count { _ = PictureHeader.read(Array(bytes[..<count])) }
    }

    @Test(arguments: ["<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "<html>", "{\"code\":1}", "GIF89", ""])
    func whatIsNoPictureIsRefused(_ text: String) {
        #expect(PictureHeader.read(Array(text.utf8)) == nil)
    }

    @Test func aSideOfFiftyThousandIsRefused() {
        var bytes = Self.png
        bytes.replaceSubrange(16..<20, with: [0, 0, 0xC3, 0x50])
        #expect(PictureHeader.read(bytes) == nil)
    }
}
