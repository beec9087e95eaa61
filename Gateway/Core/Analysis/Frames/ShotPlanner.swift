/// Chooses shot and camera by what happens, so that neighbours differ as an editor would want it.
struct ShotPlanner {
    private var lastShot: ShotType?
    private var lastMovement: CameraMovement?
    private var turns: [Occasion: Int] = [:]
    private var sceneCount = 0

    /// What a frame is there for.
    private enum Occasion: Hashable {
        case opening(isInterior: Bool?)
        case thing
        case look
        case motion
        case exchange
        case line
        case feeling
        case quiet
        case ending
        case reaction
    }

    /// Shot and camera of the next frame.
    mutating func next(_ beat: FrameBeat, _ content: BeatContent) -> (shot: ShotType, movement: CameraMovement) {
        if beat.isFirstOfScene { sceneCount += 1 }
        let occasion = occasion(beat, content)
        let turn = turns[occasion, default: 0]
        turns[occasion] = turn + 1
        let shot = Self.pick(Self.shots(occasion, first: sceneCount == 1), turn, unlike: lastShot)
        let movement = Self.pick(Self.movements(occasion), turn, unlike: lastMovement == .fixed ? nil : lastMovement)
        lastShot = shot
        lastMovement = movement
        return (shot, movement)
    }

    private func occasion(_ beat: FrameBeat, _ content: BeatContent) -> Occasion {
        switch beat.role {
        case .establishing: return .opening(isInterior: content.setting.isInterior)
        case .reaction: return .reaction
        case .story: break
        }
        if beat.isFirstOfScene, !content.action.isEmpty || content.speakers.isEmpty {
            return .opening(isInterior: content.setting.isInterior)
        }
        if content.speakers.count > 1 { return .exchange }
        let words = ActionWords(content.action)
        if content.speakers.isEmpty {
            if words.motion { return .motion }
            if words.thing { return .thing }
            if words.look { return .look }
            if words.feeling { return .feeling }
            return beat.isLastOfScene ? .ending : .quiet
        }
        let isLoud = content.utterances.contains { $0.text.contains("！") || $0.text.contains("!") }
        return isLoud || words.feeling ? .feeling : .line
    }

    /// The candidate whose turn it is, or the one after it where that would repeat the frame before.
    private static func pick<Choice: Equatable>(_ choices: [Choice], _ turn: Int, unlike last: Choice?) -> Choice {
        let choice = choices[turn % choices.count]
        return choice == last ? choices[(turn + 1) % choices.count] : choice
    }

    private static func shots(_ occasion: Occasion, first: Bool) -> [ShotType] {
        switch occasion {
        case .opening(let isInterior):
            if first, isInterior != true { return [.extremeWide, .wide] }
            return isInterior == false ? [.wide, .extremeWide, .aerial] : [.wide, .full, .mediumWide]
        case .thing: return [.insert, .extremeCloseUp]
        case .look: return [.pointOfView, .closeUp, .mediumWide]
        case .motion: return [.full, .mediumWide, .wide]
        case .exchange: return [.twoShot, .overTheShoulder, .mediumWide]
        case .line: return [.mediumCloseUp, .overTheShoulder, .closeUp, .medium]
        case .feeling: return [.closeUp, .extremeCloseUp, .mediumCloseUp]
        case .quiet: return [.medium, .full, .mediumCloseUp, .mediumWide]
        case .ending: return [.wide, .full, .extremeWide]
        case .reaction: return [.closeUp, .mediumCloseUp, .extremeCloseUp]
        }
    }

    private static func movements(_ occasion: Occasion) -> [CameraMovement] {
        switch occasion {
        case .opening(isInterior: true): [.panRight, .pushIn, .truckLeft, .craneDown]
        case .opening: [.craneDown, .panLeft, .pushIn, .tiltDown]
        case .thing: [.fixed, .pushIn, .tiltDown]
        case .look: [.panLeft, .tiltUp, .handheld]
        case .motion: [.follow, .truckRight, .handheld, .panRight]
        case .exchange: [.fixed, .truckLeft, .orbit]
        case .line: [.fixed, .pushIn, .fixed, .fixed]
        case .feeling: [.pushIn, .zoomIn, .fixed]
        case .quiet: [.fixed, .panRight, .fixed, .truckRight]
        case .ending: [.pullOut, .craneUp, .tiltUp]
        case .reaction: [.fixed, .pushIn]
        }
    }
}

/// What the words of an action say about how to show it.
struct ActionWords {
    let motion: Bool
    let thing: Bool
    let look: Bool
    let feeling: Bool

    init(_ action: String) {
        let text = action.lowercased()
        motion = Self.motions.contains(where: text.contains)
        thing = Self.things.contains(where: text.contains)
        look = Self.looks.contains(where: text.contains)
        feeling = Self.feelings.contains(where: text.contains)
    }

    private static let motions = [
        "跑", "追", "冲", "奔", "跳", "打斗", "挥剑", "飞身", "骑", "逃", "摔", "扑", "转身离", "走进", "走出", "runs", "running", "ran ",
        "chase", "rushes", "jumps", "leaps", "races", "fights", "hurries", "strides", "walks out", "walks in",
    ]
    private static let things = [
        "信", "照片", "手机", "钥匙", "戒指", "怀表", "手表", "匕首", "玉佩", "字条", "纸条", "日记", "地图", "盒子", "车票", "屏幕",
        "letter", "photograph", "photo", "phone", "key ", "keys", "ring ", "watch ", "knife", "note ", "envelope",
        "map",
        "box", "ticket", "lantern", "clock",
    ]
    private static let looks = [
        "看见", "望着", "望向", "望去", "抬头", "盯", "看向", "发现", "远处", "窗外", "looks", "sees", "stares", "watches", "gazes",
        "notices", "glances",
    ]
    private static let feelings = [
        "泪", "哭", "颤", "怔", "愣", "咬", "攥", "微笑", "笑了", "沉默", "惊", "怒", "脸色", "tears", "cries", "trembl", "smiles",
        "freezes", "silence", "angry", "shock", "afraid", "breath",
    ]
}
