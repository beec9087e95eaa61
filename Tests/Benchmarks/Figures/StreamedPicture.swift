import FoundationEssentials
import TestSupport

/// A picture of 2 MB through the gateway at 200 connections, beside nginx that passes the same answer on.
///
/// The worker's place is taken by nginx with files, so that its cost is small and the same for both. The gateway reads
/// the picture, codes it in base64 and writes the JSON around it; nginx gets that finished answer and only copies it.
enum StreamedPicture {
    private static let pictureBytes = 2_000_000
    private static let rounds = 3

    static func run(_ report: inout Report) async throws {
        let folder = try TemporaryFolder()
        let picture = (0..<pictureBytes).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 7) }
        try Data(picture).write(to: URL(fileURLWithPath: folder.path + "/picture.png"))
        let upstream = try await Nginx.start("worker", server: fakeWorker(folder), ready: "/livez", in: folder)
        let gateway = try await Subject.ours(
            "gateway", environment: ["IMAGE_WORKER_URL": "http://127.0.0.1:\(upstream.port)"], in: folder)
        let sample = try await PlainHTTP(port: gateway.port).post("/api/generate-image", ["prompt": "a hill"])
        guard sample.status == 200 else { throw NeverHappened(what: "a picture: \(sample.text.prefix(200))") }
        try Data(sample.body).write(to: URL(fileURLWithPath: folder.path + "/answer.json"))
        let proxy = try await Nginx.start(
            "nginx",
            server: "location / { proxy_pass http://up; proxy_http_version 1.1; proxy_set_header Connection ''; }",
            http: "upstream up { server 127.0.0.1:\(upstream.port); keepalive 256; }", ready: "/livez", in: folder)

        var ours: [Double] = []
        var theirs: [Double] = []
        for _ in 0..<rounds {
            ours.append(try round(gateway.port, Load.post("/api/generate-image", #"{"prompt":"a hill"}"#)))
            theirs.append(try round(proxy.port, Array("GET /answer.json HTTP/1.1\r\nHost: localhost\r\n\r\n".utf8)))
        }
        report.note("2 MB picture at 200 connections: gateway", ours.median, unit: "MB/s")
        report.note("2 MB picture at 200 connections: nginx", theirs.median, unit: "MB/s")
        report.atLeast("2 MB picture: gateway / nginx", ours.median / theirs.median, limit: 0.85, unit: "×")
        let peak = Double(try gateway.figures().peakBytes) / 1e6
        report.atMost("2 MB picture: gateway's peak memory", peak, limit: 80, unit: "MB")
    }

    /// Body bytes delivered a second, in MB.
    private static func round(_ port: Int, _ request: [UInt8]) throws -> Double {
        let began = ContinuousClock.now
        let exchanges = LoadClient(
            Load(port: port, pace: .closedLoop(connections: 200, lasting: .seconds(4)), request: { _ in request })
        ).run()
        let seconds = (ContinuousClock.now - began) / .seconds(1)
        let bad = exchanges.filter { !$0.isGood }
        guard bad.isEmpty else { throw NeverHappened(what: "200 for all: \(bad.count) of \(exchanges.count) failed") }
        return Double(exchanges.reduce(0) { $0 + $1.bodyBytes }) / 1e6 / seconds
    }

    private static func fakeWorker(_ folder: TemporaryFolder) -> String {
        let submitted = #"{"provider":"sketch","providerTaskId":"1","taskId":"sketch_1"}"#
        let image =
            #"{"provider":"sketch","taskId":"sketch_1","type":"image/png","bytes":\#(pictureBytes),"sha256":"","#
            + #""url":"/api/attempts/1/picture"}"#
        return """
            location = /livez { return 200 ok; }
            location = /api/generate-image {
                default_type text/event-stream;
                return 200 'event: submitted\\ndata: \(submitted)\\n\\nevent: image\\ndata: \(image)\\n\\n';
            }
            location = /api/attempts/1/picture { default_type image/png; alias \(folder.path)/picture.png; }
            location = /api/attempts/1 { return 204; }
            location = /answer.json { default_type application/json; }
            """
    }
}
