import ImageWorkerCore
import JSON
import Models

/// An attempt as `GET /api/attempts/{id}` tells it.
struct AttemptFacts: Sendable {
    var members: JSONObject

    init(_ record: AttemptRecord, _ language: Language) {
        members = ["attemptId": .string(record.id.text), "state": .string(Self.state(record.phase).rawValue)]
        members["taskId"] = record.taskID.map { .string($0) }
        members["provider"] = record.provider.map { .string($0.id.name) }
        members["providerTaskId"] = record.providerTaskID.map { .string($0.text) }
        members["costMicroUSD"] = record.costMicroUSD.map { .int($0) }
        switch record.phase {
        case .done(let picture):
            members["picture"] = .object(Self.picture(picture, record.id))
            if !record.warnings.isEmpty {
                members["warnings"] = .array(record.warnings.map { .string($0.text(language)) })
            }
        case .failed(let error): members["error"] = .object(Self.error(error, language))
        case .submitting, .waiting, .accepted: break
        }
    }

    private static func state(_ phase: AttemptRecord.Phase) -> WorkerAttemptState {
        switch phase {
        case .waiting: .waiting
        case .submitting: .submitting
        case .accepted: .polling
        case .done: .done
        case .failed(let error):
            switch error.kind {
            case .refused: .refused
            case .outcomeUnknown: .unknown
            case .invalid, .notConfigured, .rateLimited, .timedOut, .provider, .shuttingDown, .overloaded, .cancelled,
                .conflict, .storageFull, .fault:
                .failed
            }
        }
    }

    private static func picture(_ facts: PictureFacts, _ id: AttemptID) -> JSONObject {
        [
            "type": .string(facts.type.mediaType), "bytes": .int(facts.count), "width": .int(facts.width),
            "height": .int(facts.height), "url": .string(WorkerWire.picturePath(id.text)),
        ]
    }

    private static func error(_ error: GenerationError, _ language: Language) -> JSONObject {
        ["errorCode": .string(error.errorCode.rawValue), "error": .string(error.message(language))]
    }
}
