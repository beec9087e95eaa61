import Testing

@testable import Drawing

struct PanelReadingTests {
    @Test(arguments: [
        ("wide", ShotType.wide), ("Wide Shot", .wide), ("EXTREME_WIDE", .extremeWide), ("establishing", .extremeWide),
        ("远景", .wide), ("大远景", .extremeWide), ("全景", .full), ("full", .full), ("中全景", .mediumWide),
        ("cowboy shot", .mediumWide), ("中景", .medium), ("medium", .medium), ("近景", .mediumCloseUp),
        ("medium close-up", .mediumCloseUp), ("MCU", .mediumCloseUp), ("特写", .closeUp), ("close-up", .closeUp),
        ("closeUp", .closeUp), ("大特写", .extremeCloseUp), ("Extreme Close Up", .extremeCloseUp),
        ("过肩镜头", .overTheShoulder), ("over-the-shoulder", .overTheShoulder), ("OTS", .overTheShoulder),
        ("two shot", .twoShot), ("双人镜头", .twoShot), ("POV", .pointOfView), ("主观镜头", .pointOfView),
        ("insert", .insert), ("插入镜头", .insert), ("aerial", .aerial), ("航拍", .aerial), ("鸟瞰", .aerial),
    ])
    func `a field names the shot in English or Chinese`(_ field: String, _ shot: ShotType) {
        #expect(ShotType(field: field) == shot)
        // A raw value is always understood as well.
        #expect(ShotType(field: shot.rawValue) == shot)
    }

    @Test(arguments: [
        ("static", CameraMovement.fixed), ("固定镜头", .fixed), ("pan left", .panLeft), ("Pan-Left", .panLeft),
        ("左摇", .panLeft), ("pan_right", .panRight), ("向右摇", .panRight), ("tilt up", .tiltUp), ("仰摇", .tiltUp),
        ("tilt down", .tiltDown), ("dolly in", .pushIn), ("推镜头", .pushIn), ("镜头缓缓推进", .pushIn), ("push", .pushIn),
        ("pull back", .pullOut), ("拉远", .pullOut), ("truck left", .truckLeft), ("左移", .truckLeft),
        ("tracking right", .truckRight), ("crane up", .craneUp), ("升", .craneUp), ("降镜头", .craneDown),
        ("zoom in", .zoomIn), ("变焦拉远", .zoomOut), ("orbit", .orbit), ("环绕", .orbit), ("跟拍", .follow),
        ("handheld", .handheld), ("手持", .handheld),
    ])
    func `a field names the movement in English or Chinese`(_ field: String, _ movement: CameraMovement) {
        #expect(CameraMovement(field: field) == movement)
    }

    @Test func `in prose bare words mean nothing`() {
        #expect(ShotType(prose: "a wide river under a full moon, medium heat") == nil)
        #expect(CameraMovement(prose: "a frying pan, she tilts her head") == nil)
        #expect(ShotType(prose: "Medium close-up of a wide river") == .mediumCloseUp)
        #expect(CameraMovement(prose: "The camera pans left over the frying pan") == .panLeft)
    }

    @Test func `the frame's fields win over the prompt`() {
        let panel = PanelReading.panel(
            from: PanelBrief(
                prompt: "Close-up of Maria in a forest, camera pans left", description: "李四在海边",
                shotType: "wide", cameraMovement: "推镜头", characters: ["李四"]))
        #expect(panel.shot == .wide)
        #expect(panel.camera == .pushIn)
        #expect(panel.figures.map(\.name) == ["李四"])
        #expect(panel.caption == "李四在海边")
    }

    @Test func `without a frame the prompt tells everything`() {
        let panel = PanelReading.panel(
            from: PanelBrief(prompt: "Wide shot, Tom walks with Maria through a snowy forest at night, zoom in"))
        #expect(panel.shot == .wide)
        #expect(panel.camera == .zoomIn)
        #expect(panel.figures.map(\.name) == ["Tom", "Maria"])
        #expect(panel.figures.allSatisfy { $0.pose == .walking })
        #expect(panel.setting == PanelSetting(place: .forest, time: .night, weather: .snow))
        #expect(panel.caption.hasPrefix("Wide shot"))
    }

    @Test(arguments: [
        ("张三站在山顶", ["张三"]), ("李小龙和王五在街头对峙", ["李小龙", "王五"]), ("小明走进教室", ["小明"]),
        ("山顶的风景，白云飘过", []), ("Maria opens the door and sees John in the garden", ["Maria", "John"]),
        ("Rain over Paris, seen from London", []), ("A Dark Night In Old Tokyo", []),
    ])
    func `names are found in prompts, places are not`(_ prompt: String, _ names: [String]) {
        #expect(PanelReading.panel(from: PanelBrief(prompt: prompt)).figures.map(\.name) == names)
    }

    @Test(arguments: [
        ("two men on a bridge", 2), ("an old man by the sea", 1), ("三个孩子在草地上奔跑", 3), ("一个女孩在雨中", 1),
        ("a mountain at dawn", 0), ("a crowd in the city", 5),
    ])
    func `people without names are counted`(_ prompt: String, _ count: Int) {
        #expect(PanelReading.panel(from: PanelBrief(prompt: prompt)).figures.count == count)
    }

    @Test(arguments: [
        ("夕阳下的大海", PanelSetting(place: .sea, time: .sunset)),
        ("雨夜的街道", PanelSetting(place: .city, time: .night, weather: .rain)),
        ("INT. KITCHEN - DAY", PanelSetting(place: .room)), ("雪山之巅", PanelSetting(place: .mountain, weather: .snow)),
        ("武侠，剑客立于竹林", PanelSetting(place: .forest, ancient: true)),
        ("astronaut on a distant planet", PanelSetting(place: .space)),
        ("a seasoned worker", PanelSetting()),
    ])
    func `the setting is read from the text`(_ prompt: String, _ setting: PanelSetting) {
        #expect(PanelSetting(prose: prompt) == setting)
    }

    @Test func `a name tells age and dress where it can`() {
        let figures = PanelReading.panel(
            from: PanelBrief(prompt: "x", characters: ["Old man", "小女孩", "Anna", "Tom", "  \n ", "x y\u{0}z"])
        ).figures
        #expect(figures.map(\.age) == [.elder, .child, .adult, .adult, .adult])
        #expect(figures.prefix(4).map(\.dress) == [.masculine, .feminine, .feminine, .masculine])
    }

    @Test func `people that prompt and description both tell of are drawn once`() {
        let brief = PanelBrief(prompt: "An old man and Zhang San on a bridge", description: "张三站在桥上，看着一个老人")
        #expect(PanelReading.panel(from: brief).figures.map(\.name) == ["张三"])
        let nameless = PanelBrief(prompt: "an old fisherman", description: "An old man waits.")
        #expect(PanelReading.panel(from: nameless).figures.count == 1)
    }

    @Test func `hostile prompts are read in bounded time and size`() {
        let long = String(repeating: "张三站在 Wide Maria walks \u{0}\u{301}", count: 40_000)
        let panel = PanelReading.panel(
            from: PanelBrief(prompt: long, characters: Array(repeating: long, count: 50)))
        #expect(panel.figures.count <= 5)
        #expect(panel.figures.allSatisfy { $0.name.count <= 24 })
    }
}
