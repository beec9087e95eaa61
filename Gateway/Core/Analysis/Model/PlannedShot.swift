import Models

/// A frame between steps 2 and 3: what it shows is decided, its prompts are not.
struct PlannedShot: Sendable {
    /// From 1, over the whole storyboard.
    var sequence: Int
    /// Index of its scene.
    var scene: Int
    var beat: FrameBeat
    var content: BeatContent
    var look: (shot: ShotType, movement: CameraMovement)
    var description: String
    var people: [String]
    var seconds: Double?
    var narration: String?
}
