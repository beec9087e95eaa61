import FoundationEssentials
import Glibc
import TestSupport

/// An nginx of Debian's with HTTP/2 over TLS and a certificate of its own for 127.0.0.1; ends with this object.
final class SecureServer: Sendable {
    let url: String
    /// What to trust.
    let certificate: String
    /// The bytes of `/picture`.
    let picture: [UInt8]
    private let process: ProcessUnderTest

    /// `/up` goes to a server at port `upstream`. nil where no nginx is installed.
    static func start(http2: Bool = true, upstream: Int = 9) async throws -> SecureServer? {
        guard FileManager.default.fileExists(atPath: "/usr/sbin/nginx") else { return nil }
        let folder = try TemporaryFolder()
        try await makeCertificate(in: folder)
        let picture = (0..<2_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
        try Data(picture).write(to: URL(fileURLWithPath: folder.path + "/picture"))
        for _ in 0..<5 {
            let port = try freePort()
            let file = try folder.write("nginx.conf", configuration(port, folder.path, http2, upstream))
            let process = try await ProcessUnderTest.start("/usr/sbin/nginx", ["-c", file], folder: folder)
            // It writes its pid once it listens, and ends when the port has been taken meanwhile.
            try await eventually("nginx to listen") { hasEnded(process) || hasPID(folder.path) }
            if !hasEnded(process) { return SecureServer(port, folder.path, picture, process) }
        }
        throw Unexpected("no free port for nginx")
    }

    private init(_ port: Int, _ folder: String, _ picture: [UInt8], _ process: ProcessUnderTest) {
        url = "https://127.0.0.1:\(port)"
        certificate = folder + "/cert.pem"
        self.picture = picture
        self.process = process
    }

    private static func makeCertificate(in folder: TemporaryFolder) async throws {
        let arguments = [
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
            "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", "key.pem", "-out",
            "cert.pem",
        ]
        let openssl = try await ProcessUnderTest.start("/usr/bin/openssl", arguments, folder: folder)
        guard try await openssl.waitForExit() == .exited(0) else {
            throw Unexpected("no certificate: \(openssl.lines)")
        }
    }

    /// `$connection` is the connection's number: two answers with one number came over one connection.
    private static func configuration(_ port: Int, _ folder: String, _ http2: Bool, _ upstream: Int) -> String {
        """
        daemon off; master_process off; pid \(folder)/pid; error_log stderr warn;
        events { worker_connections 1024; }
        http {
            access_log off; client_body_temp_path \(folder)/body; proxy_temp_path \(folder)/proxy;
            fastcgi_temp_path \(folder)/f; uwsgi_temp_path \(folder)/u; scgi_temp_path \(folder)/s;
            client_max_body_size 0;
            server {
                listen 127.0.0.1:\(port) ssl \(http2 ? "http2" : "");
                ssl_certificate \(folder)/cert.pem; ssl_certificate_key \(folder)/key.pem;
                root \(folder);
                location = /connection { return 200 "$connection"; }
                location = /picture { }
                location = /up { proxy_pass http://127.0.0.1:\(upstream); }
            }
        }
        """
    }

    private static func hasEnded(_ process: ProcessUnderTest) -> Bool { kill(process.pid, 0) != 0 }

    private static func freePort() throws -> Int { try RawServer { _ in }.port }

    private static func hasPID(_ folder: String) -> Bool {
        (try? String(contentsOfFile: folder + "/pid", encoding: .utf8)).map { $0.hasSuffix("\n") } ?? false
    }
}
