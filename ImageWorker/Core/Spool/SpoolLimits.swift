/// How much a spool keeps, and for how long.
package struct SpoolLimits: Sendable {
    /// Bytes of pictures that stay in memory; what comes beyond them goes to files.
    package var memory: Int
    /// Bytes of all pictures at which no new attempt is admitted.
    package var all: Int
    /// How long a finished attempt is kept.
    package var age: Duration

    /// The part in memory is `SpoolLimits.memoryPart`, but never more than all.
    package init(all: Int, age: Duration, memory: Int = SpoolLimits.memoryPart) {
        self.all = all
        self.age = age
        self.memory = min(memory, all)
    }

    /// Bytes.
    package static let memoryPart = 256 << 20
}
