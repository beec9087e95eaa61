import Models

/// Why there is no picture: who is at fault, whether it was charged, whether another try makes sense.
///
/// One word with the facts behind it: every function that waits for a picture keeps room for such errors in its frame.
package struct GenerationError: Error {
    /// The fault; the API's edge maps each to one code of the contract.
    package enum Kind: Sendable, Equatable {
        /// The order cannot be fulfilled; no call was made. `field` is the request's field at fault.
        case invalid(field: String)
        /// No provider of that name has its settings; `settings` are all that it needs.
        case notConfigured(settings: [String])
        /// The provider's moderation refused the prompt or the picture.
        case refused
        /// The provider's limit of calls or of tasks side by side.
        case rateLimited
        /// Accepted, but not ready within our patience; the task can still be had.
        case timedOut
        /// Sent, and no answer: it may have been accepted and charged.
        case outcomeUnknown
        /// The provider answered with an error or with nonsense, or could not be reached.
        case provider
        /// The process is on its way out.
        case shuttingDown
        /// As many attempts as may run are running.
        case overloaded
        /// Nobody waited any more, and nothing had been submitted.
        case cancelled
        /// The attempt's id stands for another order.
        case conflict
        /// The spool could not take it.
        case storageFull
        /// A fault of ours.
        case fault
    }

    /// Whether money was taken.
    package enum Billed: Sendable { case no, yes, unknown }

    /// Whether asking again may help.
    package enum Retry: Sendable, Equatable {
        case never
        /// Not before that long, where the provider said so.
        case later(after: Duration?)
    }

    private struct Facts: Sendable {
        var kind: Kind
        var billed: Billed
        var retry: Retry
        var text: LocalizedText?
        var provider: ProviderID?
        var providerCode: String?
        var providerRequestID: String?
        var providerTaskID: ProviderTaskID?
        var cause: (any Error)?
    }

    private final class Box: Sendable {
        let facts: Facts
        init(_ facts: Facts) { self.facts = facts }
    }

    private var box: Box
    private var facts: Facts {
        get { box.facts }
        set { box = Box(newValue) }
    }

    package var kind: Kind {
        get { facts.kind }
        set { facts.kind = newValue }
    }
    package var billed: Billed {
        get { facts.billed }
        set { facts.billed = newValue }
    }
    package var retry: Retry {
        get { facts.retry }
        set { facts.retry = newValue }
    }
    /// For the person who asked; holds no key and no path. Nil: the text that goes with the kind.
    package var text: LocalizedText? {
        get { facts.text }
        set { facts.text = newValue }
    }
    package var provider: ProviderID? {
        get { facts.provider }
        set { facts.provider = newValue }
    }
    /// The provider's own code, as text.
    package var providerCode: String? {
        get { facts.providerCode }
        set { facts.providerCode = newValue }
    }
    package var providerRequestID: String? {
        get { facts.providerRequestID }
        set { facts.providerRequestID = newValue }
    }
    package var providerTaskID: ProviderTaskID? {
        get { facts.providerTaskID }
        set { facts.providerTaskID = newValue }
    }
    /// For the log, never shown.
    package var cause: (any Error)? {
        get { facts.cause }
        set { facts.cause = newValue }
    }

    /// An error with no more known than that.
    package init(
        _ kind: Kind, billed: Billed, retry: Retry = .never, text: LocalizedText? = nil, providerCode: String? = nil,
        providerRequestID: String? = nil, cause: (any Error)? = nil
    ) {
        box = Box(
            Facts(
                kind: kind, billed: billed, retry: retry, text: text, providerCode: providerCode,
                providerRequestID: providerRequestID, cause: cause))
    }

    /// An order that cannot be fulfilled, found before any call.
    package static func invalid(_ field: String, _ text: LocalizedText) -> GenerationError {
        GenerationError(.invalid(field: field), billed: .no, text: text)
    }

    /// Whether another provider may be asked instead: only where this one certainly took no money and is itself at fault.
    package func allowsFallback(onRefusal: Bool) -> Bool {
        guard billed == .no else { return false }
        switch kind {
        case .rateLimited, .provider, .notConfigured: return true
        case .refused: return onRefusal
        case .invalid, .timedOut, .outcomeUnknown, .shuttingDown, .overloaded, .cancelled, .conflict, .storageFull,
            .fault:
            return false
        }
    }
}

/// A provider that was asked and did not give a picture.
package struct FailedProvider: Sendable {
    package let provider: ProviderID
    package let kind: GenerationError.Kind
    package let text: LocalizedText?

    /// What is shown of a failure along a list of providers.
    package init(_ error: GenerationError, of provider: ProviderID) {
        self.provider = provider
        kind = error.kind
        text = error.text
    }
}
