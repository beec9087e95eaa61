/// One person in the picture.
package struct PanelFigure: Sendable, Equatable {
    package enum Age: String, Sendable { case child, adult, elder }
    package enum Dress: String, Sendable { case unknown, feminine, masculine }
    package enum Pose: String, Sendable, CaseIterable { case standing, walking, running, sitting, armRaised }
    package enum Mood: String, Sendable, CaseIterable { case calm, happy, sad, angry, surprised }

    /// As written beside the figure; empty for somebody nobody named. Decides the figure's looks in every panel.
    package var name: String
    package var age: Age
    package var dress: Dress
    package var pose: Pose
    package var mood: Mood

    package init(
        name: String, age: Age = .adult, dress: Dress = .unknown, pose: Pose = .standing, mood: Mood = .calm
    ) {
        self.name = name
        self.age = age
        self.dress = dress
        self.pose = pose
        self.mood = mood
    }
}
