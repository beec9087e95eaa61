/// What one person looks like. It follows from the name alone, so a name looks the same in every panel.
struct Look: Equatable {
    enum Hair: CaseIterable { case short, fringe, swept, long, bob, ponytail, bun, topknot, curly, bald }
    enum Outfit: CaseIterable { case shirt, jacket, coat, dress, robe, gown }

    let hair: Hair
    /// How dark the hair is: 0 paper, 1 ink.
    let hairTone: Double
    let outfit: Outfit
    let top: Double
    let bottom: Double
    let glasses: Bool
    let beard: Bool
    let scarf: Bool
    let feminine: Bool

    /// `place` tells the nameless apart: first, second …
    init(of figure: PanelFigure, place: Int, ancient: Bool) {
        var dice = Dice(seed: Dice.hash(figure.name.isEmpty ? "nameless \(place)" : figure.name), part: "look")
        let coin = dice.chance(0.5)
        feminine = figure.dress == .unknown ? coin : figure.dress == .feminine
        hair = Self.hair(feminine: feminine, age: figure.age, ancient: ancient, dice: &dice)
        hairTone = figure.age == .elder ? 0.06 : dice.pick([0.9, 0.9, 0.62, 0.3])
        outfit = Self.outfit(feminine: feminine, age: figure.age, ancient: ancient, dice: &dice)
        let tones = [(0.0, 0.6), (0.5, 0.12), (0.22, 0.75), (0.8, 0.3), (0.12, 0.4), (0.62, 0.0)]
        (top, bottom) = dice.pick(tones)
        glasses = !ancient && figure.age != .child && dice.chance(0.2)
        beard = !feminine && (figure.age == .elder || (figure.age == .adult && dice.chance(0.22)))
        scarf = !ancient && dice.chance(0.2)
    }

    private static func hair(
        feminine: Bool, age: PanelFigure.Age, ancient: Bool, dice: inout Dice
    ) -> Hair {
        if ancient { return feminine ? dice.pick([.bun, .long, .ponytail]) : dice.pick([.topknot, .topknot, .long]) }
        if feminine { return age == .elder ? .bun : dice.pick([.long, .bob, .ponytail, .bun, .curly, .long]) }
        return age == .elder ? dice.pick([.bald, .swept]) : dice.pick([.short, .fringe, .swept, .curly, .short])
    }

    private static func outfit(feminine: Bool, age: PanelFigure.Age, ancient: Bool, dice: inout Dice) -> Outfit {
        if ancient { return feminine ? .gown : .robe }
        if age == .child { return feminine ? dice.pick([.dress, .shirt]) : .shirt }
        return feminine ? dice.pick([.dress, .coat, .shirt, .dress]) : dice.pick([.shirt, .jacket, .coat, .jacket])
    }
}
