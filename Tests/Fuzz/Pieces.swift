/// The bytes in pieces of up to `step` bytes.
func pieces(_ bytes: [UInt8], step: Int, seed: UInt8) -> [[UInt8]] {
    var pieces: [[UInt8]] = []
    var at = 0
    var dice = UInt32(seed) &* 2_654_435_761 | 1
    while at < bytes.count {
        dice = dice &* 1_664_525 &+ 1_013_904_223
        let size = min(bytes.count - at, 1 + Int(dice >> 16) % step)
        pieces.append(Array(bytes[at..<at + size]))
        at += size
    }
    return pieces
}
