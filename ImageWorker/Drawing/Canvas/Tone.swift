/// A colour with its strength: the few that a board is drawn with.
struct Tone: Equatable {
    var red: Double
    var green: Double
    var blue: Double
    var strength: Double = 1

    func faint(_ strength: Double) -> Tone {
        Tone(red: red, green: green, blue: blue, strength: self.strength * strength)
    }

    static let card = Tone(red: 0.937, green: 0.914, blue: 0.863)
    static let paper = Tone(red: 0.988, green: 0.976, blue: 0.945)
    static let ink = Tone(red: 0.125, green: 0.125, blue: 0.150)
    static let pencil = Tone(red: 0.34, green: 0.34, blue: 0.37)
    /// Grey marker, laid in flat washes.
    static let marker = Tone(red: 0.47, green: 0.485, blue: 0.53)
    /// The red pencil for what the camera does. Nothing else in the picture is red.
    static let camera = Tone(red: 0.80, green: 0.17, blue: 0.10)
}
