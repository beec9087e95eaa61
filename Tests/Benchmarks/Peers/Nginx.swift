import TestSupport

/// nginx with one worker and no master, so that one process has all its CPU time.
enum Nginx {
    /// Starts it with that content of its `server` block; `http` goes before that.
    static func start(
        _ name: String, server: String, http: String = "", ready path: String, in folder: TemporaryFolder
    ) async throws -> Subject {
        let port = try Subject.freePort()
        let scratch = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .map { "\($0)_temp_path \(folder.path)/\(name)-\($0);" }.joined(separator: " ")
        try folder.write(
            "\(name).conf",
            """
            daemon off; master_process off; worker_processes 1; worker_rlimit_nofile 20000;
            pid \(folder.path)/\(name).pid; error_log stderr error;
            events { worker_connections 16000; }
            http {
                \(scratch)
                access_log off; default_type application/octet-stream; keepalive_requests 1000000000; sendfile on;
                log_format plain '$remote_addr [$time_iso8601] "$request" $status $body_bytes_sent $request_time';
                \(http)
                server { listen 127.0.0.1:\(port) backlog=8192; root \(folder.path); \(server) }
            }
            """)
        return try await Subject.start(
            name, "/usr/sbin/nginx -e stderr -p \(folder.path) -c \(folder.path)/\(name).conf", ready: path, port: port,
            in: folder)
    }
}
