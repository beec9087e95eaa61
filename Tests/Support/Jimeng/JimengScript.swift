/// How the scripted Jimeng behaves towards one picture.
package struct JimengScript: Sendable {
    /// What happens to one submit.
    package enum Submit: Sendable, Equatable {
        /// A task is made and billed; its id is answered.
        case accept
        /// The picture is billed and comes in the answer itself.
        case immediate
        /// Not billed: the service's code with its HTTP status.
        case code(Int, status: Int)
        /// Not billed: the gateway's envelope.
        case gatewayError(String, status: Int)
        /// Not billed: an answer that is no JSON.
        case garbage(status: Int)
        /// The connection breaks, before anything is made or after a task was billed.
        case cut(billed: Bool)
        /// Billed, but no answer ever comes.
        case silent

        /// Whether a task is here afterwards that looks can find.
        var makesTask: Bool {
            switch self {
            case .accept, .silent, .cut(billed: true): true
            case .immediate, .code, .gatewayError, .garbage, .cut(billed: false): false
            }
        }
    }

    /// Where the picture is in the answer to a look.
    package enum Answer: Sendable { case base64, url }

    /// One for each submit of this picture, the last for all further ones; never empty.
    package var submits: [Submit] = [.accept]
    /// How long after acceptance the picture is ready.
    package var readyAfter: Duration = .zero
    /// Looks that find it unfinished, whatever the time.
    package var unreadyLooks = 0
    package var answer = Answer.base64
    /// What looks end in instead of a picture: the service's code with its HTTP status.
    package var lookFails: (code: Int, status: Int)?
    /// A state that looks tell for ever, such as `expired`.
    package var lookState: String?
    /// So many looks at each task break off without a word.
    package var lostLooks = 0
    /// So many fetches of a picture by its address end in a 503.
    package var lostPictures = 0
    /// Seconds of `Retry-After` with every refused submit.
    package var retryAfter: Int?
    /// How long each submit is thought about.
    package var submitTakes: Duration = .zero

    /// Accepts, and is ready at once with Base64.
    package init() {}

    /// As above, changed by `change`.
    package static func with(_ change: (inout JimengScript) -> Void) -> JimengScript {
        var script = JimengScript()
        change(&script)
        return script
    }
}
