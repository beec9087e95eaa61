import CCairo

/// How a text is set. Sizes are in pixels.
struct TextStyle {
    enum Weight { case normal, bold }

    var size: Double
    var weight: Weight = .normal
    var tone: Tone = .ink
    /// What does not fit on so many lines is cut with an ellipsis.
    var lines: Int
    var isCentred = false
}

/// Text in any script, set by pango. The words are never read as markup.
struct TextBlock {
    /// More than any panel can show; keeps a hostile text from costing anything.
    static let longest = 1_200

    let text: String
    let style: TextStyle

    init(_ text: String, style: TextStyle) {
        self.text = Self.printable(text)
        self.style = style
    }

    /// One line of visible characters: control characters, bidirectional overrides and what no font draws are left
    /// out, and at most eight marks stand on one letter.
    static func printable(_ text: String) -> String {
        var kept = String.UnicodeScalarView()
        var marks = 0
        for scalar in text.unicodeScalars.prefix(longest) {
            marks = scalar.properties.generalCategory == .nonspacingMark ? marks + 1 : 0
            if scalar.properties.isWhitespace {
                if let last = kept.last, last != " " { kept.append(" ") }
            } else if marks <= 8, isPrintable(scalar) {
                kept.append(scalar)
            }
        }
        if kept.last == " " { kept.removeLast() }
        return String(kept)
    }

    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.properties.isNoncharacterCodePoint { return false }
        switch scalar.properties.generalCategory {
        case .control, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: return false
        case .format:
            // Joiners shape Arabic, Indic and emoji sequences; tags make flags; the two marks order mixed text.
            return ["\u{200C}", "\u{200D}", "\u{200E}", "\u{200F}"].contains(scalar)
                || (0xE0020...0xE007F).contains(scalar.value)
        default: return true
        }
    }

    /// Draws at the box's top, or in its middle when there is a patch behind. Returns the height used.
    @discardableResult
    func draw(in box: Box, on canvas: Canvas, patch: Tone? = nil) -> Double {
        guard !text.isEmpty, box.width > 4, style.size >= 4 else { return 0 }
        let layout = TextLayout(text, style: style, width: box.width, on: canvas)
        var place = Point(box.x, box.y)
        let extent = layout.extent
        if let patch {
            place.y = box.y + (box.height - extent.height) / 2
            let margin = style.size * 0.3
            let behind = Box(
                x: box.x + extent.x - margin, y: place.y - margin * 0.2, width: extent.width + margin * 2,
                height: extent.height + margin * 0.4)
            canvas.fill(behind, patch)
        }
        canvas.clipped(
            to: Box(x: box.x, y: place.y - style.size * 0.1, width: box.width, height: extent.height + style.size * 0.2)
        ) {
            layout.draw(at: place, style.tone)
        }
        return extent.height
    }
}
