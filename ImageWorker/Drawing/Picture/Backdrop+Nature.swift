extension Backdrop {
    func mountains() {
        for layer in 0..<3 {
            let near = Double(layer)
            let heights = peaks(count: 2 + layer, high: 0.5 - near * 0.16, low: 0.2 - near * 0.06)
            let top = heights.enumerated().map { index, height in
                stage.far(Double(index) / Double(heights.count - 1), max(0.03, height))
            }
            let flank = top + [stage.far(1, 0), stage.far(0, 0)]
            pen.canvas.fill(flank, .paper)
            pen.canvas.fill(flank, Tone.marker.faint(0.10 + near * 0.10))
            shade(top)
            pen.line(top, weight: 0.6 + near * 0.25, layer == 2 ? .ink : .pencil)
        }
        pen.canvas.fill(stage.land, .paper)
        groundWash(0.14)
        for _ in 0..<14 {
            let foot = stage.far(pen.dice.between(-0.02, 1.02), 0) + Point(0, unit * pen.dice.between(0.3, 2.4))
            fir(at: foot, height: unit * pen.dice.between(4, 8) * stage.zoom, weight: 0.55)
        }
        knoll()
        scatterStones()
    }

    /// Peaks and saddles in turn, each slope a little broken.
    private func peaks(count: Int, high: Double, low: Double) -> [Double] {
        var heights: [Double] = [low * pen.dice.between(0.7, 1.3)]
        for _ in 0..<count {
            let summit = high * pen.dice.between(0.72, 1.05)
            let saddle = low * pen.dice.between(0.6, 1.4)
            let rise = ridge(from: heights[heights.count - 1], to: summit, roughness: high * 0.09, steps: 3)
            let fall = ridge(from: summit, to: saddle, roughness: high * 0.09, steps: 3)
            heights.append(contentsOf: rise.dropFirst() + fall.dropFirst())
        }
        return heights
    }

    /// The rise of ground that people stand on.
    private func knoll() {
        let top = Outline.smooth([
            stage.ground(-0.1, 0.62), stage.ground(0.14, 0.4), stage.ground(0.33, 0.28), stage.ground(0.52, 0.2),
            stage.ground(0.7, 0.3), stage.ground(0.86, 0.44), stage.ground(1.1, 0.66),
        ])
        let body = top + [stage.ground(1.1, 1.1), stage.ground(-0.1, 1.1)]
        pen.canvas.fill(body, .paper)
        pen.canvas.fill(body, Tone.marker.faint(0.07))
        pen.line(top, weight: 1)
        for _ in 0..<26 {
            let start = stage.ground(pen.dice.between(0.05, 0.95), pen.dice.between(0.5, 0.98))
            let slope = (start.x - box.centre.x) / box.width
            pen.line(
                [start, start + Point(unit * 5 * (slope < 0 ? -1 : 1), unit * (1 + abs(slope) * 5))], weight: 0.45,
                .pencil)
        }
    }

    /// The side away from the light: strokes down from where the ridge falls.
    private func shade(_ top: [Point]) {
        var lines: [(Point, Point)] = []
        for index in 1..<top.count where top[index].y > top[index - 1].y {
            for share in [0.0, 0.33, 0.66] {
                let start = top[index - 1].towards(top[index], share)
                let depth = min(unit * pen.dice.between(5, 13), (stage.horizon - start.y) * 0.8)
                guard depth > unit else { continue }
                lines.append((start, start + Point(-depth * 0.35, depth)))
            }
        }
        pen.canvas.strokes(lines, width: max(0.6, pen.width * 0.45), Tone.pencil.faint(0.8))
    }

    func scatterStones() {
        for _ in 0..<7 {
            let depth = pen.dice.between(0.5, 0.98)
            let size = unit * (0.8 + depth * 3.2)
            let foot = stage.ground(pen.dice.unit(), depth)
            let stone = [
                foot + Point(-size, 0), foot + Point(-size * 0.6, -size * 0.6), foot + Point(size * 0.2, -size * 0.75),
                foot + Point(size, 0),
            ]
            pen.polygon(stone, fill: .paper, weight: 0.6, .pencil)
            tuft(at: foot + Point(size * 1.5, 0), size: size)
        }
    }

    func forest() {
        groundWash(0.16)
        pen.line([stage.ground(0, 0), stage.ground(1, 0)], weight: 0.5, Tone.pencil.faint(0.7))
        for _ in 0..<16 {
            let foot = stage.ground(pen.dice.between(-0.02, 1.02), pen.dice.between(0, 0.06))
            tree(at: foot, height: unit * pen.dice.between(18, 30) * stage.zoom, weight: 0.5, Tone.pencil.faint(0.7))
        }
        for across in [0.05, 0.2, 0.8, 0.95] {
            trunk(across: across + pen.dice.around(0.04), depth: pen.dice.between(0.16, 0.42))
        }
        for _ in 0..<22 {
            let depth = pen.dice.between(0.15, 1)
            tuft(at: stage.ground(pen.dice.unit(), depth), size: unit * (1 + depth * 3))
        }
    }

    /// A near trunk that leaves the picture at the top.
    private func trunk(across: Double, depth: Double) {
        let foot = stage.ground(across, depth)
        let half = unit * (1.6 + depth * 5)
        let top = box.y - unit * 2
        let edge = [
            foot + Point(-half * 1.7, 0), foot + Point(-half, -unit * 7), Point(foot.x - half * 0.8, top),
            Point(foot.x + half * 0.8, top), foot + Point(half, -unit * 7), foot + Point(half * 1.7, 0),
        ]
        pen.canvas.fill(edge, .paper)
        pen.canvas.fill(edge, Tone.marker.faint(0.22))
        let shadowSide = [foot + Point(half * 0.2, 0), Point(foot.x + half * 0.15, top)] + edge[3...]
        pen.hatch(Array(shadowSide), angle: -0.25, gap: 2.4, weight: 0.55)
        pen.line(Array(edge[0...2]), weight: 0.9)
        pen.line(Array(edge[3...5]), weight: 0.9)
        pen.curve(
            [Point(foot.x, stage.horizon - unit * 26), Point(foot.x + half * 3, stage.horizon - unit * 34)], weight: 1.2
        )
    }

    func field() {
        groundWash(0.1)
        let hill = Outline.smooth([
            stage.far(-0.2, 0), stage.far(0.15, 0.1), stage.far(0.5, 0.03), stage.far(0.8, 0.12), stage.far(1.2, 0),
        ])
        pen.canvas.fill(hill, Tone.marker.faint(0.16))
        pen.line(hill, weight: 0.7, .pencil)
        pen.line([stage.ground(0, 0), stage.ground(1, 0)], weight: 0.6, .pencil)
        tree(at: stage.ground(0.17, 0.1), height: unit * 27 * stage.zoom, weight: 0.8)
        for row in 0..<12 {
            for _ in 0..<6 {
                let depth = 0.06 + Double(row) / 12
                tuft(at: stage.ground(pen.dice.unit(), depth), size: unit * (0.8 + depth * 3.4))
            }
        }
    }

    func desert() {
        groundWash(0.06)
        for layer in 0..<4 {
            let depth = Double(layer) * 0.2
            let shift = pen.dice.between(0.1, 0.5)
            let crest = stage.ground(shift + 0.1, depth) + Point(0, -unit * (7 - Double(layer)))
            let dune = Outline.smooth([
                stage.ground(-0.2, depth + 0.08), crest + Point(-box.width * 0.2, unit * 4), crest,
                crest + Point(box.width * 0.22, unit * 7), stage.ground(1.2, depth + 0.05),
            ])
            let body = dune + [stage.ground(1.2, 1.1), stage.ground(-0.2, 1.1)]
            pen.canvas.fill(body, .paper)
            pen.canvas.fill(body, Tone.marker.faint(0.08))
            let slope = Outline.smooth([crest, crest + Point(unit * 5, unit * 8), crest + Point(unit * 2, unit * 15)])
            pen.hatch(
                slope + [crest + Point(box.width * 0.16, unit * 12), crest + Point(box.width * 0.12, unit * 4)],
                angle: 0.6, gap: 2.6)
            pen.line(dune, weight: 0.8, .pencil)
        }
    }
}
