import CLinux

/// How the heap treats large buffers.
package enum HeapMemory {
    /// Keeps the memory of large buffers, at most 64 MB of it, for the next ones. By default a picture's megabytes go back
    /// to the system, and the next picture's are taken page by page again, which costs as much as coding them.
    package static func keepLargeBuffers() {
        mallopt(M_MMAP_THRESHOLD, 8 << 20)
        mallopt(M_TRIM_THRESHOLD, 64 << 20)
    }
}
