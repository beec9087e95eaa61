import ImageWorkerCore
import Lifecycle
import Models
import ProviderKit
import TestSupport
import Testing

/// A provider in the conformance suite, and the server that plays its service.
///
/// To add one:
/// 1. Play its server: a `ScriptedService` in `Tests/Support/<Name>`, on a `ServiceLedger` if it has no ledger of its
///    own. It says with `submitted` that a request for a picture is here, and does what it is told to.
/// 2. Write `extension Conformer { static let <name> = Conformer(…) }` in `Conformance/<Name>+Conformance.swift`.
/// 3. Put `.<name>` into `all`.
///
/// Every case of `ConformanceTests` then runs against it. Where the service cannot do something, say so in the
/// conformer (`forms`), not by leaving out a case.
struct Conformer: Sendable, CustomTestStringConvertible {
    /// What the suite cannot wait for as long as people do.
    struct Limits: Sendable {
        /// For the answer to a submit.
        var answer = Duration.seconds(60)
        var patience = TaskPatience(
            pollInterval: .milliseconds(30), maxPolls: 3000,
            backoff: Backoff(base: .milliseconds(20), cap: .milliseconds(40), maxRetries: 2))
        /// One at a time: a place that is not given back stops the case.
        var gate: GateLimits { GateLimits(concurrency: 1, pause: patience.backoff) }
    }

    let id: ProviderID
    /// Its server; every picture that it makes is `picture`.
    let service: @Sendable (_ picture: [UInt8]) -> any ScriptedService
    /// The provider, with its keys, that takes that address for its service's.
    let provider: @Sendable (_ baseURL: String, _ limits: Limits, _ tools: ProviderTools) -> any ImageProvider
    /// The keys, which nobody may be told.
    let secrets: [String]
    /// How its pictures come.
    var forms: [Conduct] = [.pictureByURL, .pictureByBase64]
    /// What an answer that nobody can read is.
    var garbage = ErrorCode.outcomeUnknown
    /// What comes of a connection that ends after the service has told the picture's id.
    var cutOnceAccepted = CutOnceAccepted.lost

    enum CutOnceAccepted: Sendable {
        /// The picture is looked for again by its id.
        case found
        /// It came in that one answer or never; its id is told.
        case lost
        /// The service tells no id before the picture.
        case noID
    }

    var testDescription: String { id.name }

    static let all: [Conformer] = [
        .jimeng,
        .ark,
        .openRouter,
        .openAI,
        .openAIChat,
        .openAIChatDocuments,
        .gradio,
    ]
}
