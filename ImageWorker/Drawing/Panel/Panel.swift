/// What one storyboard panel shows: all that the drawing depends on. Equal panels give equal bytes.
package struct Panel: Sendable, Equatable {
    package var size: PanelSize
    package var shot: ShotType
    package var camera: CameraMovement
    package var angle: CameraAngle
    package var figures: [PanelFigure]
    package var setting: PanelSetting
    /// What an insert, or a close shot with nobody in it, shows.
    package var prop: PanelProp?
    /// What happens, in any script; anything goes, also control characters (they are left out).
    package var caption: String
    /// What is said, drawn below the caption.
    package var dialogue: String
    package var sceneNumber: Int?
    package var sequence: Int?
    package var seed: UInt64

    package init(
        size: PanelSize = .square, shot: ShotType = .medium, camera: CameraMovement = .fixed,
        angle: CameraAngle = .eyeLevel, figures: [PanelFigure] = [], setting: PanelSetting = PanelSetting(),
        prop: PanelProp? = nil, caption: String = "", dialogue: String = "", sceneNumber: Int? = nil,
        sequence: Int? = nil, seed: UInt64 = 0
    ) {
        self.size = size
        self.shot = shot
        self.camera = camera
        self.angle = angle
        self.figures = figures
        self.setting = setting
        self.prop = prop
        self.caption = caption
        self.dialogue = dialogue
        self.sceneNumber = sceneNumber
        self.sequence = sequence
        self.seed = seed
    }

    /// Whether the board's own words are Chinese: they follow the caption.
    var speaksChinese: Bool {
        (caption + dialogue).unicodeScalars.contains { $0.isHan }
    }
}

extension Unicode.Scalar {
    /// Whether this is a Chinese character (CJK unified ideographs and extension A).
    var isHan: Bool {
        (0x4E00...0x9FFF).contains(value) || (0x3400...0x4DBF).contains(value)
    }
}
