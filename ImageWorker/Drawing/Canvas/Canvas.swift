import CCairo

/// The sheet: owns the cairo surface and its context, which are freed with it.
/// One canvas serves one drawing on one thread.
final class Canvas {
    let width: Int
    let height: Int
    private let surface: OpaquePointer
    let context: OpaquePointer

    init(width: Int, height: Int) throws(DrawingError) {
        guard let surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(width), Int32(height)),
            let context = cairo_create(surface)
        else { throw .cairo("out of memory") }
        self.width = width
        self.height = height
        self.surface = surface
        self.context = context
        cairo_set_line_cap(context, CAIRO_LINE_CAP_ROUND)
        cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND)
        // Half a pixel is as flat as a hand-drawn curve needs.
        cairo_set_tolerance(context, 0.3)
        try check()
    }

    deinit {
        cairo_destroy(context)
        cairo_surface_destroy(surface)
    }

    /// cairo keeps the first error of a context and draws nothing from then on; one look at the end suffices.
    func check() throws(DrawingError) {
        let status = cairo_status(context)
        guard status != CAIRO_STATUS_SUCCESS else { return }
        throw .cairo(String(cString: cairo_status_to_string(status)))
    }

    /// The finished pixels, 4 bytes each (blue, green, red, unused on little-endian machines), row by row.
    func withPixels<Result>(
        _ body: (UnsafeBufferPointer<UInt8>, _ stride: Int) throws(DrawingError) -> Result
    ) throws(DrawingError) -> Result {
        try check()
        cairo_surface_flush(surface)
        guard let bytes = cairo_image_surface_get_data(surface) else { throw .cairo("no pixels") }
        let stride = Int(cairo_image_surface_get_stride(surface))
        return try body(UnsafeBufferPointer(start: bytes, count: stride * height), stride)
    }

    func use(_ tone: Tone) {
        cairo_set_source_rgba(context, tone.red, tone.green, tone.blue, tone.strength)
    }

    func fill(_ outline: [Point], _ tone: Tone) {
        guard outline.count > 2 else { return }
        trace(outline)
        use(tone)
        cairo_fill(context)
    }

    func fill(_ box: Box, _ tone: Tone) {
        cairo_rectangle(context, box.x, box.y, box.width, box.height)
        use(tone)
        cairo_fill(context)
    }

    /// Separate straight strokes of one width, drawn as one path: far cheaper than one by one.
    func strokes(_ lines: [(Point, Point)], width: Double, _ tone: Tone) {
        guard !lines.isEmpty else { return }
        for (start, end) in lines {
            cairo_move_to(context, start.x, start.y)
            cairo_line_to(context, end.x, end.y)
        }
        use(tone)
        cairo_set_line_width(context, width)
        cairo_stroke(context)
    }

    /// Draws only inside the box while `body` runs.
    func clipped(to box: Box, _ body: () -> Void) {
        cairo_save(context)
        // Whole pixels keep the clip a plain rectangle, which costs nothing.
        cairo_rectangle(
            context, box.x.rounded(), box.y.rounded(), box.width.rounded(), box.height.rounded())
        cairo_clip(context)
        body()
        cairo_restore(context)
    }

    /// Turns everything drawn in `body` around a point (radians, clockwise).
    func turned(by angle: Double, around centre: Point, _ body: () -> Void) {
        cairo_save(context)
        cairo_translate(context, centre.x, centre.y)
        cairo_rotate(context, angle)
        cairo_translate(context, -centre.x, -centre.y)
        body()
        cairo_restore(context)
    }

    /// Adds an outline to the path that the next fill or stroke uses.
    func trace(_ outline: [Point]) {
        for (index, point) in outline.enumerated() {
            if index == 0 {
                cairo_move_to(context, point.x, point.y)
            } else {
                cairo_line_to(context, point.x, point.y)
            }
        }
        cairo_close_path(context)
    }
}
