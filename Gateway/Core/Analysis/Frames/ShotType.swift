/// How much of the scene a frame holds; the raw values are on the wire.
package enum ShotType: String, Sendable, CaseIterable {
    case extremeWide = "extreme-wide"
    case wide
    case full
    case mediumWide = "medium-wide"
    case medium
    case mediumCloseUp = "medium-close-up"
    case closeUp = "close-up"
    case extremeCloseUp = "extreme-close-up"
    case overTheShoulder = "over-the-shoulder"
    case twoShot = "two-shot"
    case pointOfView = "point-of-view"
    /// A thing, close.
    case insert
    case aerial

    package var chinese: String {
        switch self {
        case .extremeWide: "大远景"
        case .wide: "远景"
        case .full: "全景"
        case .mediumWide: "中全景"
        case .medium: "中景"
        case .mediumCloseUp: "中近景"
        case .closeUp: "特写"
        case .extremeCloseUp: "大特写"
        case .overTheShoulder: "过肩镜头"
        case .twoShot: "双人镜头"
        case .pointOfView: "主观镜头"
        case .insert: "插入镜头"
        case .aerial: "航拍"
        }
    }

    package var english: String {
        switch self {
        case .extremeWide: "extreme wide shot"
        case .wide: "wide shot"
        case .full: "full shot"
        case .mediumWide: "medium wide shot"
        case .medium: "medium shot"
        case .mediumCloseUp: "medium close-up"
        case .closeUp: "close-up"
        case .extremeCloseUp: "extreme close-up"
        case .overTheShoulder: "over-the-shoulder shot"
        case .twoShot: "two-shot"
        case .pointOfView: "point-of-view shot"
        case .insert: "insert shot"
        case .aerial: "aerial shot"
        }
    }
}
