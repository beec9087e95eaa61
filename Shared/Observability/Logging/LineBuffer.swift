import Glibc

/// Bytes of whole log lines, at most `capacity` of them; a line that does not fit is taken back whole.
///
/// Raw memory, because byte-wise appending to an array is slow in debug builds and every request writes a line.
final class LineBuffer {
    private let start: UnsafeMutablePointer<UInt8>
    private let capacity: Int
    private(set) var count = 0
    private var overflowed = false

    init(capacity: Int) {
        self.capacity = capacity
        start = .allocate(capacity: capacity)
    }

    deinit {
        start.deallocate()
    }

    var isEmpty: Bool { count == 0 }
    var isHalfFull: Bool { count * 2 > capacity }
    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: count) }

    func removeAll() {
        count = 0
    }

    /// True if what `body` appends fits; else nothing of it stays.
    func appendWhole(_ body: (LineBuffer) -> Void) -> Bool {
        let before = count
        overflowed = false
        body(self)
        if overflowed { count = before }
        return !overflowed
    }

    func append(_ byte: UInt8) {
        guard count < capacity else { return overflowed = true }
        start[count] = byte
        count += 1
    }

    func append(_ bytes: UnsafeRawBufferPointer) {
        guard let source = bytes.baseAddress, bytes.count <= capacity - count else {
            if !bytes.isEmpty { overflowed = true }
            return
        }
        memcpy(start + count, source, bytes.count)
        count += bytes.count
    }

    func append(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { append($0) }
    }

    func append(_ text: StaticString) {
        text.withUTF8Buffer { append(UnsafeRawBufferPointer($0)) }
    }

    /// Decimal digits.
    func append(_ number: Int) {
        if number < 0 { append(UInt8(ascii: "-")) }
        append(digits: number.magnitude)
    }

    /// Decimal digits, padded with zeros to `width`.
    func append(digits number: UInt, width: Int = 1) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var first = 20
            var rest = number
            while rest > 0 || 20 - first < width {
                first -= 1
                digits[first] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            }
            append(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(digits)[first...]))
        }
    }
}
