import Glibc

/// Red pencil: what the camera does, as an arrow that points where it goes, and its name.
struct CameraMark {
    let movement: CameraMovement
    let box: Box
    let pen: Pen
    let chinese: Bool

    /// One per cent of the picture's shorter side.
    private var unit: Double { min(box.height, box.width) / 100 }

    func draw() {
        switch movement {
        case .fixed: return
        case .panLeft: sweep(to: -1)
        case .panRight: sweep(to: 1)
        case .tiltUp: nod(to: -1)
        case .tiltDown: nod(to: 1)
        case .pushIn: corners(inward: true)
        case .pullOut: corners(inward: false)
        case .truckLeft: slide(to: -1)
        case .truckRight: slide(to: 1)
        case .craneUp: lift(to: -1)
        case .craneDown: lift(to: 1)
        case .zoomIn: zoom(inward: true)
        case .zoomOut: zoom(inward: false)
        case .orbit: orbit()
        case .follow: follow()
        case .handheld: shake()
        }
        label()
    }

    /// A block arrow along a line; its head is wider than its shaft.
    private func arrow(along path: [Point], width: Double, tailShare: Double = 0.55) {
        guard let tip = path.last, path.count > 1 else { return }
        let length = width * 1.7
        var shaft = path
        while shaft.count > 2, (shaft[shaft.count - 1] - tip).length < length { shaft.removeLast() }
        let neck = shaft.count == path.count ? tip : shaft[shaft.count - 1]
        let forward = (tip - neck).direction
        let steps = Double(shaft.count - 1)
        let widths = shaft.indices.map { width * (tailShare + (0.8 - tailShare) * Double($0) / steps) }
        let band = Outline.band(shaft, widths)
        let side = forward.normal * width
        let head = [neck + side, tip, neck - side]
        let half = band.count / 2
        let edge = Array(band[0..<half]) + head + Array(band[half...])
        pen.canvas.fill(edge, Tone.paper.faint(0.9))
        pen.canvas.fill(edge, Tone.camera.faint(0.32))
        pen.polygon(edge, fill: nil, weight: 1.15, .camera)
    }

    private func straight(_ start: Point, _ end: Point) -> [Point] {
        (0...24).map { start.towards(end, Double($0) / 24) }
    }

    /// Pan: the camera turns on its spot, so the arrow bends.
    private func sweep(to side: Double) {
        let reach = box.width * 0.17
        let middle = box.at(0.5, 0.9)
        arrow(
            along: Outline.smooth(
                [
                    middle + Point(-side * reach, 0), middle + Point(0, unit * 3.4), middle + Point(side * reach, 0),
                ]), width: unit * 2.8)
    }

    private func nod(to side: Double) {
        let reach = box.height * 0.2
        let middle = box.at(0.92, 0.5)
        arrow(
            along: Outline.smooth(
                [
                    middle + Point(0, -side * reach), middle + Point(unit * 3, 0), middle + Point(0, side * reach),
                ]), width: unit * 2.8)
    }

    /// Truck: the camera itself moves, on rails.
    private func slide(to side: Double) {
        let reach = box.width * 0.22
        let middle = box.at(0.5, 0.9)
        let rails = [-2.1, 2.1].map { $0 * unit }
        for rail in rails {
            pen.line(
                [middle + Point(-reach, rail + unit * 3.4), middle + Point(reach, rail + unit * 3.4)], weight: 0.6,
                .camera)
        }
        for tie in stride(from: -0.95, through: 0.96, by: 0.19) {
            let foot = middle + Point(reach * tie, unit * 3.4)
            pen.line([foot + Point(0, rails[0]), foot + Point(0, rails[1])], weight: 0.5, .camera)
        }
        arrow(
            along: straight(middle + Point(-side * reach, -unit), middle + Point(side * reach, -unit)), width: unit * 3)
    }

    private func lift(to side: Double) {
        let reach = box.height * 0.24
        let middle = box.at(0.085, 0.52)
        let foot = middle + Point(unit * 4, reach)
        pen.line([foot, foot + Point(-unit * 2, -reach * 2)], weight: 0.7, .camera)
        pen.line([foot + Point(-unit * 3, 0), foot + Point(unit * 3, 0)], weight: 1.2, .camera)
        arrow(along: straight(middle + Point(0, -side * reach), middle + Point(0, side * reach)), width: unit * 3)
    }

    private var diagonals: [(outer: Point, inner: Point)] {
        [(0.0, 0.0), (1, 0), (1, 1), (0, 1)].map { across, down in
            let (outer, inner) = (0.045, 0.175)
            func place(_ share: Double) -> Point {
                box.at(across == 0 ? share : 1 - share, down == 0 ? share : 1 - share)
            }
            return (place(outer), place(inner))
        }
    }

    private func corners(inward: Bool) {
        for (outer, inner) in diagonals {
            arrow(along: inward ? straight(outer, inner) : straight(inner, outer), width: unit * 2.3)
        }
    }

    /// Zoom: the second frame, and thin arrows between the two.
    private func zoom(inward: Bool) {
        let frame = Box(
            x: box.x + box.width * 0.2, y: box.y + box.height * 0.2, width: box.width * 0.6, height: box.height * 0.6)
        for index in 0..<4 {
            let (start, end) = (frame.corners[index], frame.corners[(index + 1) % 4])
            for dash in stride(from: 0.0, to: 1, by: 0.1) {
                pen.line([start.towards(end, dash), start.towards(end, dash + 0.06)], weight: 0.8, .camera)
            }
        }
        for (outer, inner) in diagonals {
            let near = outer.towards(inner, 0.95)
            arrow(along: inward ? straight(outer, near) : straight(near, outer), width: unit * 1.9)
        }
    }

    private func orbit() {
        let arc = Outline.ellipse(
            box.at(0.5, 0.74), box.width * 0.3, box.height * 0.15, from: .pi * 1.08, to: .pi * -0.12)
        arrow(along: arc.flatMap { [$0] }, width: unit * 2.6)
    }

    private func follow() {
        let start = box.at(0.16, 0.93)
        for dash in 0..<3 {
            let left = start + Point(box.width * 0.07 * Double(dash), 0)
            pen.line([left, left + Point(box.width * 0.045, 0)], weight: 2.4, .camera)
        }
        arrow(
            along: straight(start + Point(box.width * 0.22, 0), start + Point(box.width * 0.42, -unit * 2)),
            width: unit * 2.8)
    }

    private func shake() {
        for shift in [0.018, 0.034] {
            let frame = box.inset(by: box.height * shift)
            var edge: [Point] = []
            for index in 0..<4 {
                let (start, end) = (frame.corners[index], frame.corners[(index + 1) % 4])
                for step in 0..<7 {
                    edge.append(
                        start.towards(end, Double(step) / 7)
                            + Point(pen.dice.around(unit * 0.9), pen.dice.around(unit * 0.9)))
                }
            }
            pen.shape(edge, fill: nil, weight: 0.8, .camera)
        }
    }

    private func label() {
        let size = max(9, unit * 3.1)
        let style = TextStyle(size: size, weight: .bold, tone: .camera, lines: 1, isCentred: true)
        let place = labelPlace
        let width = box.width * 0.3
        let left = min(max(place.x - width / 2, box.x + unit), box.right - width - unit)
        let area = Box(x: left, y: place.y - size * 0.75, width: width, height: size * 1.5)
        TextBlock(movement.label(chinese: chinese), style: style).draw(
            in: area, on: pen.canvas, patch: Tone.paper.faint(0.85))
    }

    private var labelPlace: Point {
        switch movement {
        case .panLeft, .panRight, .truckLeft, .truckRight: box.at(0.5, 0.845)
        case .tiltUp, .tiltDown: box.at(0.9, 0.245)
        case .craneUp, .craneDown: box.at(0.1, 0.225)
        case .orbit: box.at(0.5, 0.945)
        case .follow: box.at(0.3, 0.87)
        case .fixed, .pushIn, .pullOut, .zoomIn, .zoomOut, .handheld: box.at(0.5, 0.94)
        }
    }
}
