/// The port to where attempts and their pictures are kept until the caller has taken them over.
///
/// Each call returns when its fact is as durable as this spool makes it.
package protocol AttemptSpool: Sendable {
    /// Asks before a request that may cost money leaves: throws where its picture could not be kept.
    func admit() async throws(SpoolError)

    /// Writes what is known of an attempt over what was known.
    func put(_ record: AttemptRecord) async throws(SpoolError)

    /// Writes a finished picture, and then its record.
    func put(_ record: AttemptRecord, picture: Picture) async throws(SpoolError)

    /// What is known of an attempt; nil when it was never heard of, freed, or is too old.
    func record(_ id: AttemptID) async throws(SpoolError) -> AttemptRecord?

    /// The picture of a finished attempt; nil also when it was fetched and had to make room since.
    func picture(_ id: AttemptID) async throws(SpoolError) -> Picture?

    /// Notes that a caller has got the picture whole: it is the first to go where room is needed.
    func fetched(_ id: AttemptID) async

    /// Forgets an attempt and its picture; false when there is none.
    func remove(_ id: AttemptID) async throws(SpoolError) -> Bool
}

/// Why a spool could not keep or give something.
package enum SpoolError: Error, Sendable, Equatable {
    /// At `SPOOL_MAX_BYTES`, or the disk is full.
    case full
    /// The system's word for it, with the number of the error.
    case io(call: String, code: Int32)
}
