import CCurl

/// A libcurl transfer handle with what it points to; freed exactly once, when the object dies.
///
/// "curl_easy_cleanup … This call should be the last call": the lists and the error buffer go after it.
final class EasyHandle {
    let raw: UnsafeMutableRawPointer
    private var lists: [UnsafeMutablePointer<curl_slist>] = []
    private let message: UnsafeMutablePointer<CChar>

    /// nil without memory.
    init?() {
        guard CurlLibrary.isReady, let raw = curl_easy_init() else { return nil }
        self.raw = raw
        message = .allocate(capacity: Int(CURL_ERROR_SIZE))
        message.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        CCurl_setopt_pointer(raw, CURLOPT_ERRORBUFFER, message)
    }

    deinit {
        curl_easy_cleanup(raw)
        for list in lists { curl_slist_free_all(list) }
        message.deallocate()
    }

    func set(_ option: CURLoption, _ value: Int) {
        CCurl_setopt_long(raw, option, value)
    }

    func set(_ option: CURLoption, _ flag: Bool) {
        CCurl_setopt_long(raw, option, flag ? 1 : 0)
    }

    func set(_ option: CURLoption, size: Int) {
        CCurl_setopt_size(raw, option, curl_off_t(size))
    }

    func set(_ option: CURLoption, _ text: String) {
        text.withCString { _ = CCurl_setopt_pointer(raw, option, $0) }
    }

    /// Copies the bytes into the handle.
    func setBody(_ bytes: [UInt8]) {
        set(CURLOPT_POSTFIELDSIZE_LARGE, size: bytes.count)
        bytes.withUnsafeBytes { bytes in
            // An empty array has no address, and without one libcurl would ask the read callback.
            _ = bytes.baseAddress.map { CCurl_setopt_pointer(raw, CURLOPT_COPYPOSTFIELDS, $0) }
        }
        if bytes.isEmpty { set(CURLOPT_COPYPOSTFIELDS, "") }
    }

    /// Hands over lines that live as long as the handle.
    func set(_ option: CURLoption, lines: [String]) {
        var list: UnsafeMutablePointer<curl_slist>?
        for line in lines { list = curl_slist_append(list, line) ?? list }
        guard let list else { return }
        lists.append(list)
        CCurl_setopt_pointer(raw, option, list)
    }

    /// What libcurl says about the failure, or the code's own text.
    func text(for code: CURLcode) -> String {
        message[0] == 0 ? String(cString: curl_easy_strerror(code)) : String(cString: message)
    }
}
