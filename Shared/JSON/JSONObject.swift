/// Members in the order of the text; of repeated names the last value holds, in the first one's place.
package struct JSONObject: Sendable, Equatable, ExpressibleByDictionaryLiteral {
    /// One name and its value.
    package struct Member: Sendable, Equatable {
        package let key: String
        package var value: JSONValue
    }

    package private(set) var members: [Member]

    /// No members.
    package init() { members = [] }

    package init(dictionaryLiteral elements: (String, JSONValue)...) {
        self.init(elements.map { Member(key: $0.0, value: $0.1) })
    }

    /// Those members; of repeated names the last value holds.
    init(_ raw: [Member]) {
        members = raw
        if raw.count > Self.fewMembers { dropRepeatsByTable() } else if raw.count > 1 { dropRepeats() }
    }

    package var count: Int { members.count }
    package var isEmpty: Bool { members.isEmpty }
    package var keys: [String] { members.map(\.key) }

    /// The value of that name, compared byte by byte; setting nil removes it.
    package subscript(key: String) -> JSONValue? {
        get { index(of: key).map { members[$0].value } }
        set {
            switch (index(of: key), newValue) {
            case (let at?, let value?): members[at].value = value
            case (let at?, nil): members.remove(at: at)
            case (nil, let value?): members.append(Member(key: key, value: value))
            case (nil, nil): break
            }
        }
    }

    private func index(of key: String) -> Int? {
        members.firstIndex { Self.same($0.key, key) }
    }

    /// Swift's `==` takes composed and decomposed letters for equal; names in JSON are not.
    private static func same(_ a: String, _ b: String) -> Bool {
        a.utf8.count == b.utf8.count && a == b && a.utf8.elementsEqual(b.utf8)
    }

    /// Up to here comparing each with each is cheaper than a table.
    private static let fewMembers = 16

    private mutating func dropRepeats() {
        var at = 1
        while at < members.count {
            let member = members[at]
            if let first = members[..<at].firstIndex(where: { Self.same($0.key, member.key) }) {
                members[first].value = member.value
                members.remove(at: at)
            } else {
                at += 1
            }
        }
    }

    private mutating func dropRepeatsByTable() {
        var places: [[UInt8]: Int] = [:]
        places.reserveCapacity(members.count)
        var kept: [Member] = []
        kept.reserveCapacity(members.count)
        for member in members {
            let key = Array(member.key.utf8)
            if let first = places[key] {
                kept[first].value = member.value
            } else {
                places[key] = kept.count
                kept.append(member)
            }
        }
        members = kept
    }
}
