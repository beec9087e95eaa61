import CVips
import Glibc

/// libvips, started once and never ended: its own `vips_shutdown` may only run when no thread uses it, and frees
/// nothing that the end of the process does not.
package enum ImagingLibrary {
    /// Starts libvips, in 3 ms. Called by the first use as well; a program calls it before it has other threads at work,
    /// for it sets variables of the environment, which others may read at the same time.
    package static func start() throws(ImagingError) {
        if let failure { throw .failed(failure) }
    }

    private static let failure: String? = begin()

    private static func begin() -> String? {
        // Its modules (ImageMagick, poppler, OpenSlide, …) would take 80 ms and 6 MB, and none may be used: they are
        // looked for below this, where nothing can be.
        setenv("VIPSHOME", "/dev/null", 1)
        guard vips_init("image-worker") == 0 else { return lastError() }
        // What it notes on the way is in the errors too; on standard error it would stand between our lines of JSON.
        _ = g_log_set_handler("VIPS", G_LOG_LEVEL_MASK, { _, _, _, _ in }, nil)
        // Our own threads are the limit, and one operation is never done twice.
        vips_concurrency_set(1)
        vips_cache_set_max(0)
        allowLoaders()
        return nil
    }

    /// All loaders are shut but those of the formats that providers answer with; ours are called by name besides.
    private static func allowLoaders() {
        vips_operation_block_set("VipsForeignLoad", 1)
        for loader in ["Png", "Jpeg", "Webp", "Nsgif"] { vips_operation_block_set("VipsForeignLoad" + loader, 0) }
    }

    /// Why the last call failed, in one line. The buffer is the process's, not the thread's: when two calls fail at the
    /// same time the texts may be swapped, so they are for logs and nothing is decided by them.
    static func lastError() -> String {
        guard let text = vips_error_buffer_copy() else { return "" }
        defer { g_free(text) }
        let line = String(cString: text).split(separator: "\n").joined(separator: "; ")
        return String(line.prefix(300))
    }
}
