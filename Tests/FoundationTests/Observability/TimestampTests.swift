import Observability
import Testing

struct TimestampTests {
    @Test(arguments: [
        (0, "1970-01-01T00:00:00.000Z", "Thu, 01 Jan 1970 00:00:00 GMT"),
        (784_111_777_000, "1994-11-06T08:49:37.000Z", "Sun, 06 Nov 1994 08:49:37 GMT"),
        (951_782_399_999, "2000-02-28T23:59:59.999Z", "Mon, 28 Feb 2000 23:59:59 GMT"),
        (1_709_164_800_001, "2024-02-29T00:00:00.001Z", "Thu, 29 Feb 2024 00:00:00 GMT"),
        (-1, "1969-12-31T23:59:59.999Z", "Wed, 31 Dec 1969 23:59:59 GMT"),
        (253_402_300_799_999, "9999-12-31T23:59:59.999Z", "Fri, 31 Dec 9999 23:59:59 GMT"),
        (-62_135_596_800_000, "0001-01-01T00:00:00.000Z", "Mon, 01 Jan 0001 00:00:00 GMT"),
    ])
    func hasBothForms(_ milliseconds: Int64, _ rfc3339: String, _ httpDate: String) {
        let time = Timestamp(unixMilliseconds: milliseconds)
        #expect(time.rfc3339 == rfc3339)
        #expect(time.httpDate == httpDate)
        #expect(Timestamp(rfc3339: rfc3339) == time)
        #expect(Timestamp(httpDate: httpDate)?.unixSeconds == time.unixSeconds)
    }

    @Test func everyDayOfFourCenturiesComesBack() {
        for day in stride(from: -73_000, to: 73_000, by: 1) {
            let time = Timestamp(unixMilliseconds: Int64(day) * 86_400_000 + 43_200_000)
            if Timestamp(rfc3339: time.rfc3339) != time { Issue.record("day \(day) came back as another") }
        }
    }

    @Test func offsetsAndFractionsAreRead() {
        let noon = Timestamp(rfc3339: "2026-11-20T12:00:00Z")
        #expect(noon != nil)
        #expect(Timestamp(rfc3339: "2026-11-20T14:30:00+02:30") == noon)
        #expect(Timestamp(rfc3339: "2026-11-20t04:00:00-08:00") == noon)
        #expect(
            Timestamp(rfc3339: "2026-11-20 12:00:00.1239999z")?.unixMilliseconds
                == noon.map { $0.unixMilliseconds + 123 })
        #expect(Timestamp(rfc3339: "2016-12-31T23:59:60Z") == Timestamp(rfc3339: "2016-12-31T23:59:59Z"))
    }

    @Test(arguments: [
        "", "2026-11-20", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-11-20T24:00:00Z", "2026-11-20T12:00:00",
        "2026-11-20T12:00:00.Z", "2026-11-20T12:00:00+2:00", "2026-11-20T12:00:00Zx", "0000-01-01T00:00:00Z",
        "2026-11-20T12:00:00+24:00", "²026-11-20T12:00:00Z",
    ])
    func whatIsNoTimeIsRefused(_ text: String) {
        #expect(Timestamp(rfc3339: text) == nil)
    }

    @Test(arguments: [
        "", "Sun, 6 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 UTC",
    ])
    func whatIsNoHTTPDateIsRefused(_ text: String) {
        #expect(Timestamp(httpDate: text) == nil)
    }

    @Test func timesOutOfRangeAreMovedIn() {
        #expect(Timestamp(unixSeconds: 1e300).rfc3339 == "9999-12-31T23:59:59.999Z")
        #expect(Timestamp(unixSeconds: .nan).unixMilliseconds == 0)
        #expect(Timestamp(unixSeconds: 1.5).unixMilliseconds == 1500)
        #expect(Timestamp(unixMilliseconds: .min).rfc3339 == "0001-01-01T00:00:00.000Z")
    }
}
