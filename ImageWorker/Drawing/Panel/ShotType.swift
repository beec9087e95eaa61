/// How much of the scene the picture holds. Terms after Katz, "Film Directing Shot by Shot".
package enum ShotType: String, Sendable, CaseIterable {
    case extremeWide
    case wide
    case full
    /// From the knees up, also called cowboy or American shot.
    case mediumWide
    case medium
    case mediumCloseUp
    case closeUp
    case extremeCloseUp
    case overTheShoulder
    case twoShot
    /// What a person sees, with that person's own hands at the edge.
    case pointOfView
    /// A thing, close.
    case insert
    /// Straight from far above.
    case aerial

    /// The label on the board.
    func label(chinese: Bool) -> String {
        switch self {
        case .extremeWide: chinese ? "大远景" : "EXTREME WIDE SHOT"
        case .wide: chinese ? "远景" : "WIDE SHOT"
        case .full: chinese ? "全景" : "FULL SHOT"
        case .mediumWide: chinese ? "中全景" : "MEDIUM WIDE SHOT"
        case .medium: chinese ? "中景" : "MEDIUM SHOT"
        case .mediumCloseUp: chinese ? "中近景" : "MEDIUM CLOSE-UP"
        case .closeUp: chinese ? "特写" : "CLOSE-UP"
        case .extremeCloseUp: chinese ? "大特写" : "EXTREME CLOSE-UP"
        case .overTheShoulder: chinese ? "过肩镜头" : "OVER THE SHOULDER"
        case .twoShot: chinese ? "双人镜头" : "TWO SHOT"
        case .pointOfView: chinese ? "主观镜头" : "POINT OF VIEW"
        case .insert: chinese ? "插入镜头" : "INSERT"
        case .aerial: chinese ? "航拍" : "AERIAL SHOT"
        }
    }
}
