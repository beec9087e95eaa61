import Testing

@testable import Drawing

/// The shot type, read back from the pixels.
struct FramingTests {
    private let size: PanelSize

    init() throws {
        size = try PanelSize(width: 512, height: 512)
    }

    private func panel(_ shot: ShotType, place: PanelSetting.Place = .mountain) -> Panel {
        Panel(
            size: size, shot: shot, figures: [PanelFigure(name: "张三"), PanelFigure(name: "Maria")],
            setting: PanelSetting(place: place), caption: "张三站在山顶", seed: 3)
    }

    /// Rows on which the whole panel differs from its empty stage: the people with their names.
    private func figureHeight(_ panel: Panel) throws -> Double {
        let layout = BoardLayout(panel.size)
        func drawn(_ draw: (PicturePainter) -> Void) throws -> Sheet {
            let canvas = try Canvas(width: panel.size.width, height: panel.size.height)
            let pen = Pen(canvas, width: 1.2, dice: Dice(seed: panel.seed, part: "picture"))
            canvas.clipped(to: layout.picture) { draw(PicturePainter(panel, box: layout.picture, pen: pen)) }
            return try Sheet(canvas)
        }
        return try drawn { $0.draw() }.heightOfDifference(from: drawn { $0.world() }, in: layout.picture)
    }

    @Test(arguments: [ShotType.closeUp, .extremeCloseUp, .mediumCloseUp])
    func `in a close shot the figure fills over 60 percent of the height`(_ shot: ShotType) throws {
        var panel = panel(shot)
        for seed in [3, 4, 5] as [UInt64] {
            panel.seed = seed
            #expect(try figureHeight(panel) > 0.6)
        }
    }

    @Test(arguments: [ShotType.wide, .extremeWide, .aerial])
    func `in a wide shot the figures stay under 25 percent of the height`(_ shot: ShotType) throws {
        for place in [PanelSetting.Place.mountain, .city, .room] {
            let share = try figureHeight(panel(shot, place: place))
            #expect(share < 0.25)
            #expect(share > 0.04)
        }
    }

    @Test func `figures grow from shot to shot`() throws {
        let shots: [ShotType] = [.extremeWide, .wide, .full, .closeUp]
        let heights = try shots.map { try figureHeight(panel($0)) }
        #expect(heights == heights.sorted())
        #expect(Set(heights).count == heights.count)
    }

    @Test func `a full shot shows the whole body inside the frame`() throws {
        let share = try figureHeight(panel(.full))
        #expect((0.6..<0.97).contains(share))
    }

    @Test func `all shot types differ pairwise in the picture itself`() throws {
        let picture = BoardLayout(size).picture
        let thumbnails = try ShotType.allCases.map { shot in
            (shot, try Sheet(panel(shot)).thumbnail(of: picture.inset(by: 12)))
        }
        #expect(thumbnails.count >= 10)
        for (index, first) in thumbnails.enumerated() {
            for second in thumbnails[(index + 1)...] {
                let differences = zip(first.1, second.1).map { abs($0 - $1) }
                let mean = differences.reduce(0, +) / Double(differences.count)
                #expect(mean > 5, "\(first.0) and \(second.0) look alike")
            }
        }
    }
}
