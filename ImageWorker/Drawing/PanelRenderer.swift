/// Draws panels as PNG pictures.
///
/// Blocking: a picture of 1024 × 1024 pixels keeps a thread busy for tens of milliseconds, so call it from a blocking
/// executor, never from the cooperative pool. Any number of threads may draw at once; pango keeps its fonts per
/// thread, so a few long-lived threads are faster than many new ones. Nothing is loaded before the first call.
package enum PanelRenderer {
    /// Equal panels give equal bytes, whatever the thread, the locale or the run; other versions of cairo, pango or
    /// the fonts may give others.
    package static func png(_ panel: Panel) throws(DrawingError) -> [UInt8] {
        let canvas = try draw(panel)
        return try canvas.withPixels { (pixels, stride) throws(DrawingError) in
            try PNGWriter.encode(pixels, stride: stride, width: canvas.width, height: canvas.height)
        }
    }

    /// Loads the fonts on this thread, which the first picture would otherwise wait for (about 0.1 s).
    package static func warmUp() throws(DrawingError) {
        let size = try PanelSize(width: 256, height: 256)
        _ = try draw(Panel(size: size, caption: "Aa 山 ع 🙂"))
    }

    static func draw(_ panel: Panel) throws(DrawingError) -> Canvas {
        let canvas = try Canvas(width: panel.size.width, height: panel.size.height)
        let layout = BoardLayout(panel.size)
        let width = max(0.9, layout.unit * 2.5)
        func pen(_ part: String) -> Pen { Pen(canvas, width: width, dice: Dice(seed: panel.seed, part: part)) }
        let board = BoardPainter(panel: panel, layout: layout, pen: pen("board"))
        board.paper()
        canvas.clipped(to: layout.picture) {
            PicturePainter(panel, box: layout.picture, pen: pen("picture")).draw()
            CameraMark(
                movement: panel.camera, box: layout.picture, pen: pen("camera"), chinese: panel.speaksChinese
            ).draw()
        }
        board.frame()
        board.header()
        board.caption()
        try canvas.check()
        return canvas
    }
}
