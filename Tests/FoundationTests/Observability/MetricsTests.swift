import Observability
import Testing

struct MetricsTests {
    @Test func writesEveryKindAsPrometheusReadsIt() {
        let metrics = Metrics()
        let requests = metrics.counter("http_requests_total", help: "Requests.", labels: ["route", "status"])
        requests.with("/b", "200").increment()
        requests.with("/a", "200").increment(by: 2.5)
        metrics.gauge("queue_length", help: "Waiting\nwork \\ \"now\".").set(-3)
        let durations = metrics.histogram("request_duration_seconds", help: "Time.", buckets: [0.1, 1])
        for value in [0.05, 0.1, 0.5, 7] { durations.observe(value) }
        durations.observe(.milliseconds(250))
        #expect(
            metrics.exposition() == """
                # HELP http_requests_total Requests.
                # TYPE http_requests_total counter
                http_requests_total{route="/a",status="200"} 2.5
                http_requests_total{route="/b",status="200"} 1
                # HELP queue_length Waiting\\nwork \\\\ "now".
                # TYPE queue_length gauge
                queue_length -3
                # HELP request_duration_seconds Time.
                # TYPE request_duration_seconds histogram
                request_duration_seconds_bucket{le="0.1"} 2
                request_duration_seconds_bucket{le="1"} 4
                request_duration_seconds_bucket{le="+Inf"} 5
                request_duration_seconds_sum 7.9
                request_duration_seconds_count 5

                """)
    }

    @Test func labelValuesAreEscaped() {
        let metrics = Metrics()
        metrics.gauge("up", help: "", labels: ["who"]).with("a\"b\\c\nd").set(1)
        #expect(metrics.exposition().contains(#"up{who="a\"b\\c\nd"} 1"#))
    }

    @Test func specialNumbersHaveTheirNames() {
        let metrics = Metrics()
        let gauge = metrics.gauge("value", help: "", labels: ["kind"])
        gauge.with("a").set(.nan)
        gauge.with("b").set(.infinity)
        gauge.with("c").set(1e21)
        let text = metrics.exposition()
        #expect(text.contains("value{kind=\"a\"} NaN\n"))
        #expect(text.contains("value{kind=\"b\"} +Inf\n"))
        #expect(text.contains("value{kind=\"c\"} 1e+21\n"))
    }

    @Test func endlessLabelValuesShareOneSeries() {
        let metrics = Metrics()
        let family = metrics.counter("seen_total", help: "", labels: ["what"])
        for number in 0..<3000 { family.with("value-\(number)").increment() }
        let lines = metrics.exposition().split(separator: "\n").filter { $0.hasPrefix("seen_total") }
        #expect(lines.count == 1001)
        #expect(lines.contains("seen_total{what=\"other\"} 2000"))
    }

    @Test func aHandleIsTheSameSeriesEveryTime() {
        let family = Metrics().counter("seen_total", help: "", labels: ["what"])
        family.with("a").increment()
        #expect(family.with("a").value == 1)
        #expect(family.with("b").value == 0)
    }

    @Test func countsFromManyTasksAddUp() async {
        let metrics = Metrics()
        let counter = metrics.counter("work_total", help: "")
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 { group.addTask { for _ in 0..<1000 { counter.increment() } } }
        }
        #expect(counter.value == 8000)
    }

    @Test func theProcessKnowsItself() throws {
        let metrics = Metrics()
        metrics.registerProcess()
        let figures = Dictionary(
            uniqueKeysWithValues: metrics.exposition().split(separator: "\n").filter { !$0.hasPrefix("#") }.map {
                line in
                let parts = line.split(separator: " ")
                return (String(parts[0]), Double(parts[1]) ?? .nan)
            })
        #expect(try #require(figures["process_cpu_seconds_total"]) > 0)
        #expect(try #require(figures["process_resident_memory_bytes"]) > 1_000_000)
        #expect(try #require(figures["process_open_fds"]) >= 3)
        #expect(try #require(figures["process_max_fds"]) >= 256)
        let started = try #require(figures["process_start_time_seconds"])
        #expect(started > 1_700_000_000)
    }
}
