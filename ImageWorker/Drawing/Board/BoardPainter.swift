/// The board around the picture: paper, ruled frame, the header's labels and the caption.
struct BoardPainter {
    let panel: Panel
    let layout: BoardLayout
    let pen: Pen

    private var unit: Double { layout.unit }

    /// Card with a few fibres in it.
    func paper() {
        pen.canvas.fill(layout.sheet, .card)
        var fibres: [(Point, Point)] = []
        for _ in 0..<70 {
            let start = layout.sheet.at(pen.dice.unit(), pen.dice.unit())
            fibres.append((start, start + Point(pen.dice.around(unit * 9), pen.dice.around(unit * 9))))
        }
        pen.canvas.strokes(fibres, width: max(0.6, unit * 0.9), Tone.marker.faint(0.12))
    }

    /// Two ruled lines that cross a little at the corners, as a ruler and a pen leave them.
    func frame() {
        let box = layout.picture
        let over = unit * 7
        for (index, corner) in box.corners.enumerated() {
            let next = box.corners[(index + 1) % 4]
            let along = (next - corner).direction
            pen.line([corner - along * over, next + along * over], weight: 1.25, .ink, wobble: 0.35)
        }
        let outer = box.inset(by: -unit * 5)
        for (index, corner) in outer.corners.enumerated() {
            pen.line([corner, outer.corners[(index + 1) % 4]], weight: 0.4, Tone.pencil.faint(0.8), wobble: 0.35)
        }
    }

    func header() {
        guard layout.header.height > 0 else { return }
        let size = unit * 23
        var left = layout.header
        left.y = layout.header.y + (layout.header.height - size * 1.5) / 2
        left.height = size * 1.6
        left.width = layout.header.width * 0.5
        TextBlock(place, style: TextStyle(size: size, weight: .bold, lines: 1)).draw(in: left, on: pen.canvas)
        let width = layout.header.width * 0.46
        let right = Box(x: layout.header.right - width, y: left.y, width: width, height: left.height)
        tag(panel.shot.label(chinese: panel.speaksChinese), in: right, size: size)
    }

    /// "SCENE 2 · SHOT 5", as far as it is known.
    private var place: String {
        let chinese = panel.speaksChinese
        let scene = panel.sceneNumber.map { chinese ? "场景 \($0)" : "SCENE \($0)" }
        let shot = panel.sequence.map { chinese ? "镜头 \($0)" : "SHOT \($0)" }
        let parts = [scene, shot].compactMap(\.self)
        return parts.isEmpty ? (chinese ? "分镜草图" : "STORYBOARD SKETCH") : parts.joined(separator: "  ·  ")
    }

    /// The shot's name, underlined, at the right end.
    private func tag(_ text: String, in box: Box, size: Double) {
        let layout = TextLayout(
            text, style: TextStyle(size: size, weight: .bold, lines: 1), width: box.width, on: pen.canvas)
        let extent = layout.extent
        let place = Point(box.right - extent.width, box.y)
        layout.draw(at: place, .ink)
        let line = place.y + extent.height + unit
        pen.line([Point(place.x - unit * 4, line), Point(box.right + unit * 2, line)], weight: 0.7)
    }

    func caption() {
        guard layout.caption.height > 0, layout.caption.height > unit * 100 else { return }
        let margin = unit * 10
        var area = layout.caption
        area.x += margin
        area.width -= 2 * margin
        area.y += unit * 16
        area.height -= unit * 20
        let spoken = TextBlock.printable(panel.dialogue)
        let style = TextStyle(size: unit * 27, lines: spoken.isEmpty ? 3 : 2)
        let used = TextBlock(panel.caption, style: style).draw(in: area, on: pen.canvas)
        guard !spoken.isEmpty else { return }
        area.y += used + unit * 5
        let words = TextStyle(size: unit * 25, weight: .bold, tone: .pencil, lines: 1)
        TextBlock(panel.speaksChinese ? "「\(spoken)」" : "“\(spoken)”", style: words).draw(in: area, on: pen.canvas)
    }
}
