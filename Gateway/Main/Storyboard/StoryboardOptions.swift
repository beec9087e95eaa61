/// What `gateway storyboard FILE …` was asked for.
struct StoryboardOptions: Equatable {
    /// The script to read.
    var file: String
    /// The folder to write to; made when it is missing.
    var out = "storyboard"
    /// Scenes that the script is divided into, 1...500.
    var scenes = 4
    /// Base URL of the running gateway; nil for the one that these settings start.
    var gateway: String?

    /// How the command is used, for `--help` and for mistakes.
    static let usage = """
        Usage: gateway storyboard FILE [--out DIR] [--scenes N] [--gateway URL]

        Has the running gateway analyse FILE and make all pictures, and writes storyboard.json, the panels and a page that
        holds everything (index.html) into DIR (default: storyboard). N is 1...500, 4 by default. URL is the gateway's
        address, by default the one that HOST and PORT say.
        """

    /// Reads the arguments after the command's name.
    /// - Throws: `StoryboardError.usage`.
    init(_ arguments: [String]) throws(StoryboardError) {
        var rest = arguments[...]
        var file: String?
        while let argument = rest.popFirst() {
            switch argument {
            case "--out": out = try Self.value(of: argument, &rest)
            case "--gateway": gateway = try Self.value(of: argument, &rest)
            case "--scenes":
                guard let count = Int(try Self.value(of: argument, &rest)), (1...500).contains(count) else {
                    throw .usage("--scenes takes a whole number, 1...500")
                }
                scenes = count
            case _ where argument.hasPrefix("-"): throw .usage("unknown option \(argument)")
            case _ where file == nil: file = argument
            default: throw .usage("one FILE only, given also \(argument)")
            }
        }
        guard let file else { throw .usage("FILE is missing") }
        self.file = file
    }

    private static func value(of option: String, _ rest: inout ArraySlice<String>) throws(StoryboardError) -> String {
        guard let value = rest.popFirst(), !value.isEmpty else { throw .usage("\(option) needs a value") }
        return value
    }
}

/// Why no board was made.
enum StoryboardError: Error, CustomStringConvertible {
    case usage(String)
    case unreadable(String)
    /// The gateway did not answer as it should.
    case gateway(String)
    case cannotWrite(String, any Error)

    var description: String {
        switch self {
        case .usage(let what): "\(what)\n\n\(StoryboardOptions.usage)"
        case .unreadable(let what): what
        case .gateway(let what): what
        case .cannotWrite(let path, let error): "cannot write \(path): \(error)"
        }
    }
}
