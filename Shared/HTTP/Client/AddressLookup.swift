import Glibc

/// The system's name lookup; it blocks.
enum AddressLookup {
    struct Failure: Error {
        let text: String
    }

    /// All addresses of a name in the system's order of preference.
    static func addresses(of host: String) -> Result<[IPAddress], Failure> {
        var hints = addrinfo()
        hints.ai_family = AF_UNSPEC
        hints.ai_socktype = CInt(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(host, nil, &hints, &list)
        guard code == 0 else { return .failure(Failure(text: String(cString: gai_strerror(code)))) }
        defer { freeaddrinfo(list) }
        let addresses = collect(list)
        return addresses.isEmpty ? .failure(Failure(text: "no address")) : .success(addresses)
    }

    private static func collect(_ list: UnsafeMutablePointer<addrinfo>?) -> [IPAddress] {
        var found: [IPAddress] = []
        var next = list
        while let entry = next {
            let address = entry.pointee.ai_addr.flatMap { IPAddress($0, length: Int(entry.pointee.ai_addrlen)) }
            if let address, !found.contains(address) { found.append(address) }
            next = entry.pointee.ai_next
        }
        return found
    }
}
