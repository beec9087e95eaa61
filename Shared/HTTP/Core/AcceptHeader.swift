/// What forms of an answer a client takes (RFC 9110 section 12.5.1).
package struct AcceptHeader: Sendable {
    private let list: QualityList

    /// Reads the Accept lines of a request; without any, everything is welcome.
    package init(_ fields: HTTPFields) { list = QualityList(fields.values("accept")) }

    /// Whether the client would take that media type, e.g. `text/event-stream`.
    package func accepts(_ type: String) -> Bool { rank(type).quality > 0 }

    /// Whether the client wants `type` rather than `other`: by weight; if equal, the one it names more exactly; if
    /// equal, the one it names first. Someone who takes everything alike does not prefer.
    package func prefers(_ type: String, over other: String) -> Bool {
        let (a, b) = (rank(type), rank(other))
        guard a.quality > 0 else { return false }
        return (a.quality, a.exactness, -a.place) > (b.quality, b.exactness, -b.place)
    }

    private struct Rank {
        var quality: Int
        /// 2: type and subtype named; 1: `type/*`; 0: `*/*`.
        var exactness: Int
        var place: Int
    }

    /// The weight of the most exact entry that matches.
    private func rank(_ type: String) -> Rank {
        guard !list.entries.isEmpty else { return Rank(quality: 1000, exactness: 0, place: 0) }
        let family = type.prefix { $0 != "/" } + "/*"
        var best = Rank(quality: 0, exactness: -1, place: 0)
        for (place, entry) in list.entries.enumerated() {
            let exactness = entry.name == type ? 2 : entry.name == family ? 1 : entry.name == "*/*" ? 0 : -1
            if exactness > best.exactness {
                best = Rank(quality: entry.quality, exactness: exactness, place: exactness == 2 ? place : 0)
            }
        }
        return best
    }
}

/// What languages a client reads (RFC 9110 section 12.5.4).
package enum AcceptLanguage {
    /// Whether English is wanted more than Chinese; at the same weight, whether it is named first.
    package static func prefersEnglish(_ fields: HTTPFields) -> Bool {
        var (english, chinese) = (0, 0)
        var firstIsEnglish = false
        for entry in QualityList(fields.values("accept-language")).entries {
            let language = entry.name.prefix { $0 != "-" }
            if language == "en", english == 0, chinese == 0 { firstIsEnglish = true }
            if language == "en" { english = max(english, entry.quality) }
            if language == "zh" { chinese = max(chinese, entry.quality) }
        }
        return english > chinese || (english == chinese && english > 0 && firstIsEnglish)
    }
}
