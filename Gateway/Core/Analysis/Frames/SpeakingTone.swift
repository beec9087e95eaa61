/// Tells from the words how they are spoken.
enum SpeakingTone {
    case asking
    case calling
    case telling

    init(_ words: String) {
        if words.contains(where: { "？?".contains($0) }) {
            self = .asking
        } else if words.contains(where: { "！!".contains($0) }) {
            self = .calling
        } else {
            self = .telling
        }
    }

    /// "陈默（喘着气）看着林晚，说道。"
    func chinese(_ speaker: String, manner: String, to listener: String?) -> String {
        let who = manner.isEmpty ? speaker : "\(speaker)（\(manner)）"
        switch self {
        case .asking: return listener.map { "\(who)看着\($0)，问道。" } ?? "\(who)开口问道。"
        case .calling: return listener.map { "\(who)冲着\($0)喊道。" } ?? "\(who)大声喊道。"
        case .telling: return listener.map { "\(who)面对\($0)，缓缓说道。" } ?? "\(who)轻声说道。"
        }
    }

    /// "MAYA (whispering) asks JONAH."
    func english(_ speaker: String, manner: String, to listener: String?) -> String {
        let who = manner.isEmpty ? speaker : "\(speaker) (\(manner))"
        switch self {
        case .asking: return listener.map { "\(who) looks at \($0) and asks." } ?? "\(who) asks."
        case .calling: return listener.map { "\(who) calls out to \($0)." } ?? "\(who) calls out."
        case .telling: return listener.map { "\(who) turns to \($0) and speaks." } ?? "\(who) speaks."
        }
    }
}
