/// What a caller knows of a picture, in words: the fields of a frame where it has one, and the prompt.
package struct PanelBrief: Sendable, Equatable {
    package var prompt: String
    /// The frame's own description, shown as the caption when it is there.
    package var description: String
    package var shotType: String
    package var cameraMovement: String
    package var angle: String
    /// Names of who is in the frame; empty when the frame does not say.
    package var characters: [String]
    package var dialogue: String
    package var sceneNumber: Int?
    package var sequence: Int?
    package var size: PanelSize
    package var seed: UInt64

    package init(
        prompt: String, description: String = "", shotType: String = "", cameraMovement: String = "",
        angle: String = "", characters: [String] = [], dialogue: String = "", sceneNumber: Int? = nil,
        sequence: Int? = nil, size: PanelSize = .square, seed: UInt64 = 0
    ) {
        self.prompt = prompt
        self.description = description
        self.shotType = shotType
        self.cameraMovement = cameraMovement
        self.angle = angle
        self.characters = characters
        self.dialogue = dialogue
        self.sceneNumber = sceneNumber
        self.sequence = sequence
        self.size = size
        self.seed = seed
    }
}
