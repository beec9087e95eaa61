/// A service's error page as a table: the first row that fits decides. Each service's folder has its own rows; the
/// rows about plain HTTP stand here once.
package struct DecisionTable: Sendable {
    /// When a row fits, and what it says.
    package struct Row: Sendable {
        let fits: @Sendable (_ status: Int, _ fault: ServiceFault?) -> Bool
        let verdict: Verdict
    }

    /// A decision before the answer's `Retry-After` is looked at.
    package enum Verdict: Sendable, Equatable {
        /// Again: as `Retry-After` says, else after our own backoff.
        case retry
        /// Again once one of our own tasks has ended.
        case retryAtSlot
        /// Again only where the answer says when.
        case retryWhenTold
        /// Once more without the parameter that the fault names.
        case dropParameter
        case refused(Decision.Refusal)
        case expired
        case failed
        case unknown
    }

    private let rows: [Row]

    /// The service's rows, then HTTP's own.
    package init(_ rows: [Row]) { self.rows = rows }

    /// What an error answer means. `status` 200 is right here too: some services put errors into it.
    package func decide(status: Int, fault: ServiceFault?, retryAfter: Duration?) -> Decision {
        let all = rows + Self.http
        let verdict = all.first { $0.fits(status, fault) }?.verdict ?? .unknown
        return decision(verdict, fault, retryAfter)
    }

    private func decision(_ verdict: Verdict, _ fault: ServiceFault?, _ retryAfter: Duration?) -> Decision {
        switch verdict {
        case .retry: .retry(retryAfter.map { .told($0) } ?? .backoff)
        case .retryAtSlot: .retry(retryAfter.map { .told($0) } ?? .slot)
        case .retryWhenTold: retryAfter.map { .retry(.told($0)) } ?? .failed
        case .dropParameter: fault?.parameter.map { .retryWithout(parameter: $0) } ?? .failed
        case .refused(let refusal): .refused(refusal)
        case .expired: .expired
        case .failed: .failed
        case .unknown: .unknown
        }
    }

    /// RFC 9110: 4xx was not acted upon, but for 408 nobody can say. A 503 was turned away; any other 5xx, and what is no
    /// HTTP at all, may come from something in front of a service that has accepted.
    private static let http: [Row] = [
        .status(429, .retry), .status(503, .retry), .status(408, .unknown), .status(400...499, .failed),
    ]
}

extension DecisionTable.Row {
    /// Answers of that status, whatever they say.
    package static func status(_ status: Int, _ verdict: DecisionTable.Verdict) -> Self {
        .status(status...status, verdict)
    }

    /// Answers of a status in that range, whatever they say.
    package static func status(_ range: ClosedRange<Int>, _ verdict: DecisionTable.Verdict) -> Self {
        Self(fits: { status, _ in range.contains(status) }, verdict: verdict)
    }

    /// One of these codes, types or further marks, at any status or at that one. A trailing `*` stands for any rest,
    /// a leading one for any beginning.
    package static func said(
        _ words: String..., at status: Int? = nil, is verdict: DecisionTable.Verdict
    ) -> Self {
        Self(
            fits: { given, fault in
                guard status == nil || status == given, let fault else { return false }
                let said = [fault.code, fault.type].compactMap(\.self) + fault.marks
                return words.contains { word in said.contains { Self.matches($0, word) } }
            }, verdict: verdict)
    }

    /// A message that holds that text, for services that have no code for it.
    package static func message(_ text: String, at status: Int? = nil, _ verdict: DecisionTable.Verdict) -> Self {
        Self(
            fits: { given, fault in
                (status == nil || status == given) && fault?.message?.contains(text) == true
            }, verdict: verdict)
    }

    private static func matches(_ said: String, _ word: String) -> Bool {
        switch (word.hasPrefix("*"), word.hasSuffix("*")) {
        case (true, true): said.contains(word.dropFirst().dropLast())
        case (true, false): said.hasSuffix(word.dropFirst())
        case (false, true): said.hasPrefix(word.dropLast())
        case (false, false): said == word
        }
    }
}
