import Testing

@testable import Drawing

/// The arrow's direction, read back from the pixels: a block arrow is widest just behind its tip.
struct CameraMarkTests {
    private let size: PanelSize

    init() throws {
        size = try PanelSize(width: 512, height: 512)
    }

    private var picture: Box { BoardLayout(size).picture }

    /// The flat pink of the arrows' inside: letters and thin lines have none with pink all around.
    private func arrows(_ movement: CameraMovement, in area: Box) throws -> [Point] {
        let sheet = try Sheet(Panel(size: size, shot: .wide, camera: movement, caption: "Pan"))
        return sheet.places(in: area) { isPink($0) }.filter { place in
            [(-1, 0), (1, 0), (0, -1), (0, 1)].allSatisfy { isPink(sheet[Int(place.x) + $0, Int(place.y) + $1]) }
        }
    }

    private func isPink(_ pixel: Sheet.Pixel) -> Bool {
        pixel.red - pixel.green > 35 && pixel.red > 200 && pixel.green > 130 && abs(pixel.green - pixel.blue) < 30
    }

    /// Where along `direction`, 0 the tail and 1 the tip, the shape is widest.
    private func widest(_ places: [Point], along direction: Point) -> Double {
        let along = places.map { $0.x * direction.x + $0.y * direction.y }
        let across = places.map { $0.y * direction.x - $0.x * direction.y }
        guard let low = along.min(), let high = along.max(), high > low else { return 0 }
        var bounds = [(Double, Double)?](repeating: nil, count: 24)
        for (a, b) in zip(along, across) {
            let bin = min(23, Int((a - low) / (high - low) * 24))
            bounds[bin] = bounds[bin].map { (min($0.0, b), max($0.1, b)) } ?? (b, b)
        }
        let widths = bounds.map { $0.map { $0.1 - $0.0 } ?? 0 }
        let top = widths.indices.max { widths[$0] < widths[$1] } ?? 0
        return (Double(top) + 0.5) / 24
    }

    @Test(arguments: [
        (CameraMovement.panLeft, -1.0, 0.0), (.panRight, 1, 0), (.truckLeft, -1, 0), (.truckRight, 1, 0),
        (.tiltUp, 0, -1), (.tiltDown, 0, 1), (.craneUp, 0, -1), (.craneDown, 0, 1), (.follow, 1, 0),
    ])
    func `the arrow points where the camera goes`(_ movement: CameraMovement, _ x: Double, _ y: Double) throws {
        let places = try arrows(movement, in: picture)
        #expect(places.count > 150)
        #expect(widest(places, along: Point(x, y)) > 0.6)
        #expect(widest(places, along: Point(-x, -y)) < 0.4)
    }

    @Test(arguments: [
        (CameraMovement.pushIn, 1.0), (.pullOut, -1), (.zoomIn, 1), (.zoomOut, -1),
    ])
    func `arrows in all four corners point inwards or outwards`(_ movement: CameraMovement, _ inwards: Double) throws {
        for (across, down) in [(0.0, 0.0), (1, 0), (0, 1), (1, 1)] {
            let box = picture
            let corner = Box(
                x: across == 0 ? box.x : box.right - box.width * 0.19,
                y: down == 0 ? box.y : box.bottom - box.height * 0.19, width: box.width * 0.19,
                height: box.height * 0.19)
            let places = try arrows(movement, in: corner)
            #expect(places.count > 20)
            let direction = (box.centre - box.at(across, down)).direction * inwards
            #expect(widest(places, along: direction) > 0.5)
        }
    }

    @Test func `a fixed camera leaves no red in the picture`() throws {
        let panel = Panel(size: size, shot: .wide, camera: .fixed, caption: "Static")
        let red = try Sheet(panel).places(in: picture) { $0.red - $0.green > 40 }
        #expect(red.isEmpty)
    }

    @Test func `every movement but the fixed one is marked, each in its own way`() throws {
        let marks = try CameraMovement.allCases.map { movement in
            try Sheet(Panel(size: size, shot: .wide, camera: movement, caption: "x")).places(in: picture) {
                $0.red - $0.green > 40
            }
        }
        for (index, mark) in marks.enumerated() where CameraMovement.allCases[index] != .fixed {
            #expect(mark.count > 100)
            #expect(marks.filter { $0 == mark }.count == 1)
        }
    }
}
