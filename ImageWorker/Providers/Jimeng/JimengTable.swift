import Decisions

/// The service's error page as rows (providers' page, section 1.5); what it does not name is decided by HTTP's own.
enum JimengTable {
    static let submit = DecisionTable(rows)

    /// Of looks, which are free: an unknown code of an answer that is otherwise good will not change.
    static let look = DecisionTable(rows + [.status(200...399, .failed)])

    /// QPS and concurrency: nothing was made, whatever the status.
    static let limits: Set<String> = ["50429", "50430"]

    private static let rows: [DecisionTable.Row] = [
        .said("50429", is: .retry),
        .said("50430", is: .retryAtSlot),
        // Of what was sent: it will be refused again.
        .said("50411", "50412", "50413", "50512", "50518", is: .refused(.final)),
        // Of what came out: the next one is another.
        .said("50511", "50516", "50517", "50519", is: .refused(.random)),
        .said("50204", "50215", "50218", "50400", "50514", "50520", "50521", "50522", is: .failed),
        // The pages disagree whether a task may exist.
        .said("50500", "50501", is: .unknown),
    ]
}
