import Testing

@testable import Drawing

/// Words on the board: any script, any length, any bytes.
struct CaptionTests {
    private let size: PanelSize

    init() throws {
        size = try PanelSize(width: 512, height: 512)
    }

    private var layout: BoardLayout { BoardLayout(size) }

    private func setText(_ text: String, lines: Int = 3) throws -> TextLayout {
        let canvas = try Canvas(width: 512, height: 200)
        return TextLayout(TextBlock.printable(text), style: TextStyle(size: 15, lines: lines), width: 480, on: canvas)
    }

    private func captionInk(_ caption: String) throws -> [Point] {
        let panel = Panel(size: size, shot: .wide, caption: caption)
        var area = layout.caption.inset(by: 8)
        area.y += 4
        return try Sheet(panel).places(in: area) { $0.grey < 130 }
    }

    @Test(arguments: [
        "张三站在山顶，望着远方的夕阳。", "السلام عليكم ورحمة الله", "🙂👩‍👩‍👧‍👦🇨🇳👍🏽🎬", "שלום עולם", "नमस्ते दुनिया", "こんにちは、世界",
        "안녕하세요 세계", "สวัสดีชาวโลก", "Привет, мир — “да”", "繁體中文字幕", "mixed 混合 مختلط 🙂",
    ])
    func `no script shows empty boxes`(_ caption: String) throws {
        #expect(try setText(caption).unknownGlyphs == 0)
        let panel = Panel(size: size, shot: .wide, caption: caption)
        let empty = Panel(size: size, shot: .wide, caption: panel.speaksChinese ? "" : "")
        let area = layout.caption.inset(by: 6)
        #expect(try Sheet(panel).heightOfDifference(from: Sheet(empty), in: area) > 0.08)
    }

    @Test func `emoji keep their colours`() throws {
        let panel = Panel(size: size, shot: .wide, caption: "🍎🍏")
        let coloured = try Sheet(panel).places(in: layout.caption.inset(by: 6)) { abs($0.red - $0.green) > 60 }
        #expect(coloured.count > 40)
    }

    @Test func `a text from right to left begins at the right`() throws {
        let arabic = try captionInk("مرحبا بالعالم")
        let english = try captionInk("Hello world")
        let middle = layout.caption.centre.x
        #expect(!arabic.isEmpty && arabic.allSatisfy { $0.x > middle })
        #expect(!english.isEmpty && english.allSatisfy { $0.x < middle })
    }

    @Test(arguments: ["很长的字幕", "very long words ", "الكلمات الطويلة ", "Unbreakable"])
    func `a very long caption wraps and ends in an ellipsis`(_ piece: String) throws {
        let text = String(repeating: piece, count: 4_000)
        let laidOut = try setText(text)
        #expect(laidOut.lineCount == 3)
        #expect(laidOut.isEllipsized)
        #expect(laidOut.extent.width <= 480)
        let bottom = try captionInk(text).map(\.y).max() ?? 0
        #expect(bottom < layout.sheet.bottom - 4)
    }

    @Test(arguments: [
        "a\u{0}b\u{1}\u{7}\u{1B}[31m", "<b>&amp;<span foreground='red'>", "\u{202E}reversed\u{2066}",
        "\u{E000}\u{F0000}\u{FFFE}",
        "\u{378}\u{FFFF}",
        // Letters of scripts so young that few machines have a font for them.
        "\u{11F04}\u{1E4D0}\u{13441}", "line\nbreak\r\n\ttab\u{2028}separator", "\u{FFFC}\u{FFFD}", "%s%n%d",
    ])
    func `hostile captions are harmless`(_ caption: String) throws {
        #expect(try setText(caption).unknownGlyphs == 0)
        let panel = Panel(size: size, caption: caption, dialogue: caption)
        #expect(try PanelRenderer.png(panel).count > 1_000)
    }

    @Test func `markup is shown as it is written`() {
        #expect(TextBlock.printable("<b>x</b>\u{0} &lt;") == "<b>x</b> &lt;")
    }

    @Test func `control characters and spaces at the ends are left out`() {
        #expect(TextBlock.printable("\n\u{200B} a \u{0}\t b\u{202E} ") == "a b")
        #expect(TextBlock.printable("👩‍👧 ک‌ه") == "👩‍👧 ک‌ه")
    }

    @Test func `towers of marks are cut down and stay in the strip`() throws {
        let tower = "Z" + String(repeating: "\u{0301}", count: 800)
        #expect(TextBlock.printable(tower).unicodeScalars.count == 9)
        let picture = layout.picture.inset(by: 6)
        let plain = try Sheet(Panel(size: size, shot: .wide, caption: "Z"))
        let towering = try Sheet(Panel(size: size, shot: .wide, caption: tower))
        #expect(towering.heightOfDifference(from: plain, in: picture) == 0)
    }

    @Test func `the board speaks the caption's language`() {
        #expect(Panel(caption: "张三").speaksChinese)
        #expect(!Panel(caption: "Zhang San").speaksChinese)
        #expect(ShotType.allCases.allSatisfy { !$0.label(chinese: true).isEmpty })
    }
}
