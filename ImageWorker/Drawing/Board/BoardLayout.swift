/// Where on the sheet header, picture and caption are.
struct BoardLayout {
    /// Sheets smaller than this show the picture alone: words would be specks.
    static let smallestWithWords = 200

    let sheet: Box
    let header: Box
    let picture: Box
    let caption: Box
    /// One thousandth of the sheet's shorter side.
    let unit: Double

    init(_ size: PanelSize) {
        sheet = Box(x: 0, y: 0, width: Double(size.width), height: Double(size.height))
        unit = Double(min(size.width, size.height)) / 1000
        let hasWords = min(size.width, size.height) >= Self.smallestWithWords
        let margin = (unit * 24).rounded()
        let top = hasWords ? (unit * 58).rounded() : margin
        let strip = hasWords ? (unit * 124).rounded() : 0
        let inner = sheet.width - 2 * margin
        header = Box(x: margin, y: 0, width: inner, height: hasWords ? top : 0)
        picture = Box(x: margin, y: top, width: inner, height: sheet.height - top - strip - margin)
        caption = Box(x: margin, y: picture.bottom, width: inner, height: strip + margin)
    }
}
