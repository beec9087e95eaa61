import GatewayCore
import TestSupport
import Testing

struct RecentOrdersTests {
    private let time = ManualTime()

    private func id(_ recent: RecentOrders, _ fingerprint: String, again: Bool, _ made: String) -> String {
        recent.attempt(for: fingerprint, isRepeated: again) { made }.id
    }

    @Test func aRepetitionJoinsAndANewRequestDoesNot() {
        let recent = RecentOrders(time: time)
        #expect(id(recent, "a", again: false, "1") == "1")
        #expect(id(recent, "a", again: true, "2") == "1")
        #expect(id(recent, "b", again: true, "3") == "3")
        #expect(id(recent, "a", again: false, "4") == "4")
    }

    /// Each of several equal ones is paid for by itself, and each repetition gets another of them.
    @Test func equalOrdersSideBySideAreEachJoinedOnce() {
        let recent = RecentOrders(time: time)
        for made in ["1", "2", "3"] { _ = id(recent, "a", again: false, made) }
        #expect(["x", "y", "z"].map { id(recent, "a", again: true, $0) } == ["1", "2", "3"])
        recent.answered("a", "2")
        #expect(["x", "y", "z"].map { id(recent, "a", again: true, $0) } == ["1", "3", "1"])
    }

    @Test func anAnsweredOneIsJoinedWhereThereIsNoOther() {
        let recent = RecentOrders(time: time)
        _ = id(recent, "a", again: false, "1")
        recent.answered("a", "1")
        #expect(id(recent, "a", again: true, "x") == "1")
    }

    @Test func whatCostNothingIsForgotten() {
        let recent = RecentOrders(time: time)
        _ = id(recent, "a", again: false, "1")
        recent.forget("a", "1")
        recent.forget("a", "unknown")
        #expect(id(recent, "a", again: true, "x") == "x")
    }

    @Test func onlyAKnownOneCountsAsRepeated() {
        let recent = RecentOrders(time: time)
        #expect(!recent.attempt(for: "a", isRepeated: true) { "1" }.isRepeated)
        #expect(recent.attempt(for: "a", isRepeated: true) { "2" }.isRepeated)
    }

    @Test func afterItsTimeItIsForgotten() {
        let recent = RecentOrders(time: time, lifetime: .seconds(10))
        _ = id(recent, "a", again: false, "1")
        time.advance(by: .seconds(9))
        #expect(id(recent, "a", again: true, "2") == "1")
        time.advance(by: .seconds(2))
        #expect(id(recent, "a", again: true, "3") == "3")
    }

    @Test func beyondItsSizeTheOldestGo() {
        let recent = RecentOrders(time: time, most: 100)
        for number in 1...1000 { _ = id(recent, "\(number)", again: false, "\(number)") }
        #expect(id(recent, "901", again: true, "new") == "901")
        #expect(id(recent, "900", again: true, "new") == "new")
    }
}
