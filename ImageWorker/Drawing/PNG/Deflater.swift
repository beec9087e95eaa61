import CZlib

/// A zlib stream that takes rows and gives back the packed bytes. Its state is freed with it.
struct Deflater: ~Copyable {
    // zlib keeps a pointer back to its own stream structure, so the structure must not move.
    private let stream: UnsafeMutablePointer<z_stream>
    private var packed: [UInt8]
    private var filled = 0

    init(rowBytes: Int, rows: Int) throws(DrawingError) {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        // Level 1 with run lengths only: four times as fast as matching, and flat paper is all runs.
        let code = CZlib_deflateInit2(stream, 1, 15, 9, Z_RLE)
        guard code == Z_OK else {
            stream.deallocate()
            throw .compression(code)
        }
        packed = [UInt8](repeating: 0, count: max(4096, rowBytes * rows / 8))
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
    }

    mutating func take(_ row: inout [UInt8], last: Bool) throws(DrawingError) {
        let code = row.withUnsafeMutableBufferPointer { bytes in
            stream.pointee.next_in = bytes.baseAddress
            stream.pointee.avail_in = UInt32(bytes.count)
            return run(last ? Z_FINISH : Z_NO_FLUSH)
        }
        guard code == (last ? Z_STREAM_END : Z_OK) else { throw .compression(code) }
    }

    consuming func finish() -> [UInt8] {
        packed.removeLast(packed.count - filled)
        return packed
    }

    private mutating func run(_ flush: Int32) -> Int32 {
        while true {
            if filled == packed.count { packed.append(contentsOf: [UInt8](repeating: 0, count: packed.count)) }
            let start = filled
            let (code, left) = packed.withUnsafeMutableBufferPointer { room in
                stream.pointee.next_out = room.baseAddress.map { $0 + start }
                stream.pointee.avail_out = UInt32(room.count - start)
                return (deflate(stream, flush), Int(stream.pointee.avail_out))
            }
            filled = packed.count - left
            let wantsMore = flush == Z_FINISH ? code == Z_OK || code == Z_BUF_ERROR : left == 0
            guard wantsMore else { return code }
        }
    }
}
