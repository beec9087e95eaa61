import ImageWorkerCore
import Imaging
import TestSupport
import Testing

/// What edits make of pictures, judged by pixels.
struct ProcessTests {
    @Test(arguments: PictureEdit.Side.allCases, [1, 10, 31])
    func `a crop takes so many pixels off its side and touches no other`(side: PictureEdit.Side, cut: Int) throws {
        let cropped = try Samples.edited(Samples.png, crop: PictureEdit.Crop(side, pixels: cut))
        let isAcross = side == .left || side == .right
        #expect(cropped.type == .png)
        #expect(cropped.width == Samples.width - (isAcross ? cut : 0))
        #expect(cropped.height == Samples.height - (isAcross ? 0 : cut))
        let read = try PNGReader(cropped.bytes)
        #expect(read.width == cropped.width && read.height == cropped.height && read.channels == 3)
        let (left, top) = (side == .left ? cut : 0, side == .top ? cut : 0)
        for y in 0..<read.height {
            for x in 0..<read.width where read.pixel(x, y) != Samples.place(x + left, y + top) {
                Issue.record("pixel \(x), \(y) is \(read.pixel(x, y))")
                return
            }
        }
    }

    @Test(arguments: [
        (PictureEdit.Side.top, 32), (.bottom, 33), (.left, 48), (.right, 16_384), (.bottom, .max),
    ])
    func `a crop of everything is refused`(side: PictureEdit.Side, cut: Int) {
        #expect(throws: ImagingError.cropTooLarge) {
            try Samples.edited(Samples.png, crop: PictureEdit.Crop(side, pixels: cut))
        }
    }

    @Test(arguments: PictureType.allCases, PictureEdit.Format.allCases)
    func `every format becomes every other`(type: PictureType, format: PictureEdit.Format) throws {
        let result = try Samples.edited(Samples.picture(type), output: PictureEdit.Output(format))
        let header = try #require(PictureHeader.facts(result.bytes))
        #expect(header == (format.type, Samples.width, Samples.height))
        #expect(try PictureOutline(result.bytes, format.type).end == result.bytes.count)
        let read = try Samples.pixels(result.bytes)
        let wanted: [UInt8] = type == .gif ? [255, 0, 0] : Samples.place(24, 16)
        let found = read.pixel(24, 16)
        #expect(zip(found, wanted).allSatisfy { abs(Int($0) - Int($1)) < 30 }, "\(found), not \(wanted)")
    }

    @Test func `a crop alone keeps the format; an animation becomes its first frame`() throws {
        for type in PictureType.allCases {
            let cropped = try Samples.edited(Samples.picture(type), crop: PictureEdit.Crop(.top, pixels: 2))
            #expect(cropped.type == (type == .gif ? .png : type))
            #expect(cropped.height == Samples.height - 2)
        }
    }

    @Test func `less quality is fewer bytes`() throws {
        for format in [PictureEdit.Format.jpeg, .webp] {
            let sizes = try [10, 50, 95].map {
                try Samples.edited(CheckTests.noise, output: PictureEdit.Output(format, quality: $0)).bytes.count
            }
            #expect(sizes == sizes.sorted() && Set(sizes).count == 3, "\(sizes)")
        }
    }

    @Test(arguments: [
        ("24x24", PictureEdit.Fit.contain, 24, 16), ("96x40", .contain, 60, 40), ("480x3", .contain, 4, 3),
        ("24x24", .cover, 24, 24), ("100x10", .cover, 100, 10), ("10x100", .cover, 10, 100), ("1x1", .cover, 1, 1),
    ])
    func `a size is fitted inside or filled`(size: String, fit: PictureEdit.Fit, width: Int, height: Int) throws {
        let output = PictureEdit.Output(.png, size: PictureSize(size), fit: fit)
        let result = try Samples.edited(Samples.png, output: output)
        let read = try PNGReader(result.bytes)
        #expect((read.width, read.height) == (width, height))
        #expect((result.width, result.height) == (width, height))
    }

    @Test func `what is over is cut off on both sides alike`() throws {
        // Three thirds: black, white, black.
        let thirds = ScriptedPicture.png(width: 48, height: 16) { x, _ in
            [UInt8](repeating: (16..<32).contains(x) ? 255 : 0, count: 3)
        }
        let output = PictureEdit.Output(.png, size: PictureSize(width: 16, height: 16), fit: .cover)
        let read = try PNGReader(Samples.edited(thirds, output: output).bytes)
        #expect(read.pixels.allSatisfy { $0 == 255 })
    }

    @Test func `a photograph is turned upright before it is cropped, and says nothing of its camera afterwards`() throws
    {
        let turned = Samples.turned(try Samples.picture(.jpeg), orientation: 6)
        let result = try Samples.edited(
            turned, crop: PictureEdit.Crop(.bottom, pixels: 8), output: PictureEdit.Output(.png))
        // Stored rows are columns from the right of the upright picture.
        #expect((result.width, result.height) == (Samples.height, Samples.width - 8))
        let read = try PNGReader(result.bytes)
        let wanted = Samples.place(5, Samples.height - 1 - 20)
        #expect(zip(read.pixel(20, 5), wanted).allSatisfy { abs(Int($0) - Int($1)) < 30 })
        #expect(read.chunkNames == ["IHDR"] + read.chunkNames.filter { $0 == "IDAT" || $0 == "pHYs" } + ["IEND"])
    }

    @Test func `metadata stays behind`() throws {
        let secret = Array("Comment\u{0}secret place".utf8)
        let noted = ScriptedPicture.png(width: 8, height: 8, chunks: [("tEXt", secret)]) { x, _ in [UInt8(x), 0, 0] }
        let taken = Samples.turned(try Samples.picture(.jpeg), orientation: 1)
        for (source, format) in [noted, taken].flatMap({ source in PictureEdit.Format.allCases.map { (source, $0) } }) {
            try #require(String(decoding: source, as: UTF8.self).contains("secret"))
            let bytes = try Samples.converted(source, format)
            #expect(!String(decoding: bytes, as: UTF8.self).contains("secret"), "\(format)")
        }
    }

    @Test func `colours follow the profile that a picture carries`() throws {
        let profiled = ScriptedPicture.png(
            width: 8, height: 8, chunks: [("iCCP", Samples.exchangedProfile)]
        ) { _, _ in [255, 0, 0] }
        let pixel = try Samples.pixels(profiled).pixel(4, 4)
        #expect(pixel[0] < 40 && pixel[2] > 215, "\(pixel)")
    }

    @Test func `a profile that is none is passed over`() throws {
        let chunk = Array("test".utf8) + [0, 0] + ScriptedPicture.zlib([UInt8](repeating: 7, count: 300))
        let profiled = ScriptedPicture.png(width: 8, height: 8, chunks: [("iCCP", chunk)]) { _, _ in [255, 0, 0] }
        #expect(try Samples.pixels(profiled).pixel(4, 4) == [255, 0, 0])
    }

    @Test func `transparency is kept where the format has it, and white where not`() throws {
        let half = ScriptedPicture.png(width: 16, height: 16) { x, _ in [200, 0, 0, x < 8 ? 0 : 255] }
        let kept = try PNGReader(Samples.edited(half, crop: PictureEdit.Crop(.top, pixels: 1)).bytes)
        #expect(kept.pixel(2, 2)[3] == 0 && kept.pixel(12, 2) == [200, 0, 0, 255])
        let flat = try Samples.pixels(Samples.converted(half, .jpeg))
        #expect(flat.channels == 3)
        #expect(flat.pixel(2, 2).allSatisfy { $0 > 240 })
    }

    @Test(arguments: [PictureType.png, .jpeg, .webp, .gif], [0.6, 0.95])
    func `what is torn says so`(type: PictureType, share: Double) throws {
        let whole = try Samples.picture(type, of: CheckTests.noise)
        let bytes = Array(whole[..<Int(Double(whole.count) * share)])
        let error = #expect(throws: ImagingError.self) {
            try Samples.edited(bytes, crop: PictureEdit.Crop(.top, pixels: 1))
        }
        guard case .torn = error else { throw Unexpected(error: error) }
    }

    @Test func `corrupt pixels are the picture's fault, not ours`() throws {
        var bytes = CheckTests.noise
        for index in bytes.count / 2..<bytes.count / 2 + 100 { bytes[index] ^= 0x55 }
        let error = #expect(throws: ImagingError.self) { try Samples.edited(bytes, output: PictureEdit.Output(.webp)) }
        guard case .torn = error else { throw Unexpected(error: error) }
    }
}
