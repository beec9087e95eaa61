import GatewayCore
import HTTPCore
import JSON
import Models

/// What a worker's event stream says (contract/worker, section 1).
///
/// Indirect: whoever waits for events keeps a word of one, not room for the largest.
indirect enum WorkerEvent: Sendable {
    case submitting(SubmittedPicture)
    case waiting
    case submitted(SubmittedPicture)
    case progress
    case partial(PartialPicture)
    case image(FinishedPicture)
    case failed(ErrorBody)

    /// Reads one event; names that we do not know are progress.
    /// - Throws: `WorkerFailure.malformed`.
    init(_ event: ServerSentEvent, worker: String, taskID: String) throws {
        switch event.event {
        case "progress": self = try Self.progress(Self.record(event), taskID: taskID)
        case "submitted": self = .submitted(try SubmittedPicture(Self.record(event), taskID: taskID))
        case "partial": self = .partial(try PartialPicture(Self.record(event)))
        case "image": self = .image(try FinishedPicture(Self.record(event), worker: worker, taskID: taskID))
        case "error": self = .failed(try ErrorBody(workerAnswer: event.bytes))
        default: self = .progress
        }
    }

    /// A state of the worker's own where nothing was looked at yet; after a look it is in the provider's word.
    private static func progress(_ event: JSONRecord, taskID: String) throws -> WorkerEvent {
        guard try event.int("polls") == 0 else { return .progress }
        switch try event.string("state").flatMap({ WorkerAttemptState(rawValue: $0) }) {
        case .submitting: return .submitting(try SubmittedPicture(event, taskID: taskID))
        case .waiting: return .waiting
        case .polling, .done, .failed, .refused, .unknown, nil: return .progress
        }
    }

    private static func record(_ event: ServerSentEvent) throws -> JSONRecord {
        do { return try JSONRecord(event.bytes) } catch { throw WorkerFailure.malformed(error.description) }
    }
}

extension SubmittedPicture {
    fileprivate init(_ event: JSONRecord, taskID: String) throws {
        guard let provider = try event.string("provider") else { throw WorkerFailure.malformed("no provider") }
        self.init(
            provider: provider, taskID: try event.string("taskId") ?? "\(provider)_\(taskID)",
            providerTaskID: try event.string("providerTaskId"))
    }
}

extension PartialPicture {
    fileprivate init(_ event: JSONRecord) throws {
        guard let index = try event.int("index"), let type = try event.string("type"), type.isMediaType,
            let base64 = try event.string("b64")
        else { throw WorkerFailure.malformed("a partial event lacks index, type or b64") }
        self.init(index: index, type: type, base64: base64)
    }
}

extension FinishedPicture {
    fileprivate convenience init(_ event: JSONRecord, worker: String, taskID: String) throws {
        guard let type = try event.string("type"), let bytes = try event.int("bytes"), bytes >= 0,
            let url = try event.string("url"), url.hasPrefix("/api/attempts/")
        else { throw WorkerFailure.malformed("an image event lacks type, bytes or url") }
        guard type.isMediaType else { throw WorkerFailure.malformed("the picture's type") }
        self.init(
            submitted: try SubmittedPicture(event, taskID: taskID), type: type, byteCount: bytes,
            sha256: try event.string("sha256") ?? "", worker: worker, path: url,
            notice: try event.string("notice"), warnings: event.texts("warnings"))
    }
}

extension JSONRecord {
    /// The strings of an array; what is no string is left out.
    fileprivate func texts(_ name: String) -> [String] {
        guard let raw = raw(name), let array = (try? JSONValue.parse(raw))?.array else { return [] }
        return array.compactMap(\.string)
    }
}

extension String {
    /// `image/…` of characters that need no escape in JSON and in a `data:` URL.
    fileprivate var isMediaType: Bool {
        hasPrefix("image/") && utf8.count <= 64
            && utf8.allSatisfy { byte in
                (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || [0x2B, 0x2D, 0x2E, 0x2F].contains(byte)
            }
    }
}
