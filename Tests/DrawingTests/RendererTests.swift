import Lifecycle
import TestSupport
import Testing

@testable import Drawing

struct RendererTests {
    private let size: PanelSize

    init() throws {
        size = try PanelSize(width: 320, height: 256)
    }

    private func panel(seed: UInt64 = 11) -> Panel {
        Panel(
            size: size, shot: .full, camera: .orbit,
            figures: [PanelFigure(name: "张三"), PanelFigure(name: "Maria", pose: .walking)],
            setting: PanelSetting(place: .city, time: .night, weather: .rain), caption: "夜雨 🙂 rain", seed: seed)
    }

    @Test func `the same panel gives the same bytes, on any thread`() async throws {
        let first = try PanelRenderer.png(panel())
        let threads = BlockingThreads(name: "drawing", count: 3)
        try await withThrowingTaskGroup(of: [UInt8].self) { group in
            for _ in 0..<6 { group.addTask { try await threads.run { try PanelRenderer.png(self.panel()) } } }
            for try await bytes in group { #expect(bytes == first) }
        }
        await threads.stop()
    }

    @Test func `another seed gives another drawing of the same panel`() throws {
        #expect(try PanelRenderer.png(panel(seed: 1)) != PanelRenderer.png(panel(seed: 2)))
    }

    @Test func `the file is a PNG without time stamps that holds exactly the drawn pixels`() throws {
        let panel = panel()
        let reader = try PNGReader(PanelRenderer.png(panel))
        #expect(reader.chunkNames == ["IHDR", "IDAT", "IEND"])
        #expect((reader.width, reader.height) == (320, 256))
        let sheet = try Sheet(panel)
        for y in stride(from: 0, to: 256, by: 5) {
            for x in stride(from: 0, to: 320, by: 3) {
                let start = (y * 320 + x) * 3
                let read = reader.pixels[start..<start + 3].map(Int.init)
                let drawn = sheet[x, y]
                #expect(read == [drawn.red, drawn.green, drawn.blue])
            }
        }
    }

    @Test(arguments: [(63, 64), (64, 63), (4097, 64), (64, 4097), (0, 0), (-5, 100), (Int.max, Int.max)])
    func `sizes outside the limits are refused before anything is allocated`(_ width: Int, _ height: Int) {
        #expect(throws: DrawingError.sizeOutOfBounds(width: width, height: height)) {
            try PanelSize(width: width, height: height)
        }
    }

    @Test(arguments: [(64, 64), (64, 1200), (1200, 64), (210, 900), (900, 210)])
    func `the smallest and the oddest sizes are drawn`(_ width: Int, _ height: Int) throws {
        var panel = panel()
        panel.size = try PanelSize(width: width, height: height)
        for shot in [ShotType.wide, .closeUp, .overTheShoulder, .insert] {
            panel.shot = shot
            let reader = try PanelRenderer.png(panel)
            #expect(reader.count > 200)
        }
    }

    @Test(arguments: PanelSetting.Place.allCases)
    func `every place has a backdrop of its own, by day and by night`(_ place: PanelSetting.Place) throws {
        let size = try PanelSize(width: 256, height: 256)
        func thumbnail(_ place: PanelSetting.Place, _ time: PanelSetting.Time) throws -> [Double] {
            let panel = Panel(size: size, shot: .wide, setting: PanelSetting(place: place, time: time))
            return try Sheet(panel).thumbnail(of: BoardLayout(size).picture.inset(by: 6), side: 16)
        }
        func difference(_ first: [Double], _ second: [Double]) -> Double {
            zip(first, second).map { abs($0 - $1) }.reduce(0, +) / Double(first.count)
        }
        let own = try thumbnail(place, .day)
        if place != .space { #expect(difference(own, try thumbnail(place, .night)) > 5) }
        for other in PanelSetting.Place.allCases where other != place {
            #expect(difference(own, try thumbnail(other, .day)) > 1.5, "\(place) looks like \(other)")
        }
    }

    @Test func `the dice are SplitMix64`() {
        // The reference sequence for seed 1234567, as published with the algorithm's test vectors.
        var dice = Dice(seed: 1_234_567)
        #expect(dice.next() == 6_457_827_717_110_365_317)
        #expect(dice.next() == 3_203_168_211_198_807_973)
        #expect(dice.next() == 9_817_491_932_198_370_423)
    }

    @Test func `a name looks the same in every panel, and names look different`() {
        let names = ["张三", "李四", "王五", "Maria", "Tom", "Anna", "Li Wei", "老王"]
        let looks = names.map { Look(of: PanelFigure(name: $0), place: 0, ancient: false) }
        for (name, look) in zip(names, looks) {
            #expect(Look(of: PanelFigure(name: name, pose: .running, mood: .sad), place: 3, ancient: false) == look)
        }
        #expect(looks.filter { $0 == looks[0] }.count == 1)
    }

    @Test func `warming up succeeds and changes nothing`() throws {
        let before = try PanelRenderer.png(panel())
        try PanelRenderer.warmUp()
        #expect(try PanelRenderer.png(panel()) == before)
    }
}
