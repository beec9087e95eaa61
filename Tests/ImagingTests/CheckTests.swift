import ImageWorkerCore
import Imaging
import TestSupport
import Testing

/// Torn and blank pictures are found; others are not.
struct CheckTests {
    @Test(arguments: [PictureType.png, .jpeg, .webp])
    func `a whole picture is sound`(type: PictureType) throws {
        let bytes = try Samples.picture(type)
        #expect(try PictureCheck.check(bytes) == .sound)
        #expect(try PictureOutline(bytes, type).end == bytes.count)
    }

    @Test func `an animation is sound`() throws {
        let still = try Samples.picture(.webp)
        let moving = Samples.animated(still, frames: 3, width: Samples.width, height: Samples.height)
        #expect(try PictureCheck.check(moving) == .sound)
        #expect(try PictureOutline(moving, .webp).end == moving.count)
    }

    @Test(arguments: PictureType.allCases, [0.5, 0.7, 0.9, 0.97, 1])
    func `one that is cut off is torn, by its outline and by its pixels`(type: PictureType, share: Double) throws {
        let whole = try Samples.picture(type, of: Self.noise)
        let bytes = Array(whole[..<(Int(Double(whole.count) * share) - 1)])
        #expect(throws: ImagingError.self) { try PictureOutline(bytes, type) }
        guard case .torn = try PictureCheck.check(bytes) else { throw Unexpected(error: nil) }
    }

    @Test func `pixels that are corrupt inside a whole outline are found by decoding`() throws {
        var bytes = Self.noise
        let middle = bytes.count / 2
        for index in middle..<middle + 100 { bytes[index] ^= 0x55 }
        #expect(try PictureOutline(bytes, .png).end == bytes.count)
        guard case .torn = try PictureCheck.check(bytes) else { throw Unexpected(error: nil) }
    }

    @Test(arguments: PictureEdit.Format.allCases)
    func `one colour all over is blank, and its few bytes tell that it may be`(format: PictureEdit.Format) throws {
        let side = 256
        let plain = ScriptedPicture.png(width: side, height: side) { _, _ in [17, 130, 201] }
        let bytes = try Samples.converted(plain, format)
        #expect(try PictureCheck.check(bytes) == .blank)
        #expect(try PictureOutline(bytes, format.type).pixelBytes * 20 < side * side)
        let noisy = try Samples.converted(Self.noise, format)
        #expect(try PictureOutline(noisy, format.type).pixelBytes * 20 > Samples.width * Samples.height)
    }

    @Test func `differences that nobody sees count as one colour, one dot does not`() throws {
        let almost = ScriptedPicture.png(width: 20, height: 20) { x, _ in [UInt8(100 + x % 3), 5, 5] }
        #expect(try PictureCheck.check(almost) == .blank)
        let dot = ScriptedPicture.png(width: 20, height: 20) { x, y in x == 3 && y == 19 ? [9, 5, 5] : [5, 5, 5] }
        #expect(try PictureCheck.check(dot) == .sound)
    }

    @Test func `nothing but transparency is blank, whatever colours lie under it`() throws {
        let clear = ScriptedPicture.png(width: 9, height: 9) { x, y in [UInt8(x * 9), UInt8(y * 9), 0, 0] }
        #expect(try PictureCheck.check(clear) == .blank)
        let seen = ScriptedPicture.png(width: 9, height: 9) { x, y in [0, 0, 0, x == y ? 255 : 0] }
        #expect(try PictureCheck.check(seen) == .sound)
    }

    static let noise: [UInt8] = {
        var noise: UInt64 = 3
        return ScriptedPicture.png(width: Samples.width, height: Samples.height) { _, _ in
            (0..<3).map { _ in
                noise = noise &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return UInt8(truncatingIfNeeded: noise >> 56)
            }
        }
    }()
}
