import HTTPServer

extension ServerResponse {
    /// An answer whose connection ends before its first byte of content.
    package static var broken: ServerResponse {
        ServerResponse(body: .stream(length: 100) { _ in throw HTTPServerError.clientGone })
    }
}
