import ImageWorkerCore
import JSON
import Models

/// What every form of a good answer says besides the picture.
struct OutcomeFacts: Sendable {
    var members: JSONObject = [:]

    init(_ outcome: AttemptOutcome, _ language: Language) {
        members["taskId"] = outcome.taskID.map { .string($0) }
        members["provider"] = outcome.provider.map { .string($0.id.name) }
        members["providerTaskId"] = outcome.providerTaskID.map { .string($0.text) }
        members["costMicroUSD"] = outcome.generated?.costMicroUSD.map { .int($0) }
        members["notice"] = outcome.provider?.notice.map { .string($0(language)) }
        if let warnings = outcome.generated?.warnings, !warnings.isEmpty {
            members["warnings"] = .array(warnings.map { .string($0.text(language)) })
        }
        if !outcome.tried.isEmpty {
            members["tried"] = .array(outcome.tried.map { .object(Self.tried($0, language)) })
        }
    }

    private static func tried(_ failed: FailedProvider, _ language: Language) -> JSONObject {
        let tried = TriedProvider(failed, language)
        return [
            "provider": .string(tried.provider), "errorCode": .string(tried.errorCode.rawValue),
            "reason": .string(tried.reason),
        ]
    }
}
