import CCairo

/// A laid-out text: owns pango's layout, which is freed with it. Lives and dies on the canvas's thread.
final class TextLayout {
    private let layout: OpaquePointer
    private let canvas: Canvas
    /// pango marks a character without a glyph by this bit (PANGO_GLYPH_UNKNOWN_FLAG, a macro Swift cannot see).
    private static let unknownFlag: UInt32 = 0x1000_0000

    init(_ text: String, style: TextStyle, width: Double, on canvas: Canvas) {
        self.canvas = canvas
        layout = pango_cairo_create_layout(canvas.context)
        setLanguage(of: text)
        setFont(style)
        pango_layout_set_width(layout, Int32(width * Double(PANGO_SCALE)))
        pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
        pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END)
        // A negative height counts lines of the one paragraph there is.
        pango_layout_set_height(layout, -Int32(style.lines))
        pango_layout_set_spacing(layout, Int32(style.size * 0.12 * Double(PANGO_SCALE)))
        // "Left" is the start of the line: pango turns it for a text that begins right to left.
        pango_layout_set_alignment(layout, style.isCentred ? PANGO_ALIGN_CENTER : PANGO_ALIGN_LEFT)
        set(text)
        let unknown = unknownOffsets
        if !unknown.isEmpty { set(Self.text(text, without: unknown)) }
    }

    deinit {
        g_object_unref(UnsafeMutableRawPointer(layout))
    }

    /// How many characters no installed font can draw; they would show as boxes.
    var unknownGlyphs: Int {
        Int(pango_layout_get_unknown_glyphs_count(layout))
    }

    var lineCount: Int {
        Int(pango_layout_get_line_count(layout))
    }

    var isEllipsized: Bool {
        pango_layout_is_ellipsized(layout) != 0
    }

    /// What the text covers, in pixels from the place where it is drawn.
    var extent: Box {
        var logical = PangoRectangle()
        pango_layout_get_extents(layout, nil, &logical)
        let scale = Double(PANGO_SCALE)
        return Box(
            x: Double(logical.x) / scale, y: Double(logical.y) / scale, width: Double(logical.width) / scale,
            height: Double(logical.height) / scale)
    }

    func draw(at place: Point, _ tone: Tone) {
        canvas.use(tone)
        cairo_move_to(canvas.context, place.x, place.y)
        pango_cairo_show_layout(canvas.context, layout)
    }

    private func set(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                pango_layout_set_text(layout, characters.baseAddress, Int32(characters.count))
            }
        }
    }

    private func setFont(_ style: TextStyle) {
        let font = pango_font_description_new()
        defer { pango_font_description_free(font) }
        // One family for each script the boards often hold; fontconfig finds the others.
        pango_font_description_set_family(
            font, "Noto Sans,Noto Sans CJK SC,Noto Sans Arabic,sans-serif")
        pango_font_description_set_absolute_size(font, style.size * Double(PANGO_SCALE))
        pango_font_description_set_weight(font, style.weight == .bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL)
        pango_layout_set_font_description(layout, font)
    }

    /// The process's locale must not choose between Chinese, Japanese and Korean shapes: the text does. Hinting
    /// follows the desktop's settings unless told; a board has none.
    private func setLanguage(of text: String) {
        let context = pango_layout_get_context(layout)
        pango_context_set_language(context, pango_language_from_string(Self.language(of: text)))
        let options = cairo_font_options_create()
        defer { cairo_font_options_destroy(options) }
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
        pango_cairo_context_set_font_options(context, options)
        pango_layout_context_changed(layout)
    }

    private static func language(of text: String) -> String {
        let scalars = text.unicodeScalars
        if scalars.contains(where: { (0x3040...0x30FF).contains($0.value) }) { return "ja" }
        if scalars.contains(where: { (0xAC00...0xD7AF).contains($0.value) }) { return "ko" }
        return scalars.contains(where: \.isHan) ? "zh-cn" : "en"
    }

    /// Byte offsets of the characters that would be drawn as boxes.
    private var unknownOffsets: Set<Int> {
        guard unknownGlyphs > 0 else { return [] }
        var offsets: Set<Int> = []
        let iterator = pango_layout_get_iter(layout)
        defer { pango_layout_iter_free(iterator) }
        repeat {
            guard let run = pango_layout_iter_get_run_readonly(iterator)?.pointee, let item = run.item,
                let glyphs = run.glyphs
            else { continue }
            for index in 0..<Int(glyphs.pointee.num_glyphs)
            where glyphs.pointee.glyphs[index].glyph & Self.unknownFlag != 0 {
                offsets.insert(Int(item.pointee.offset) + Int(glyphs.pointee.log_clusters[index]))
            }
        } while pango_layout_iter_next_run(iterator) != 0
        return offsets
    }

    private static func text(_ text: String, without offsets: Set<Int>) -> String {
        var kept = String.UnicodeScalarView()
        var offset = 0
        for scalar in text.unicodeScalars {
            kept.append(offsets.contains(offset) ? "·" : scalar)
            offset += UTF8.width(scalar)
        }
        return String(kept)
    }
}
