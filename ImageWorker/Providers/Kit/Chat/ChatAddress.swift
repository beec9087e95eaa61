/// The address of a chat API as operators write it: with or without `/v1`, or in full.
package enum ChatAddress {
    /// What stands before `/chat/completions`. An address in full is taken as it is; one that ends in a version
    /// (`/v1`, `/v4`) too; any other gets `/v1`.
    package static func base(of text: String) -> String {
        var base = text[...]
        while base.last == "/" { base.removeLast() }
        if base.hasSuffix(path) { return String(base.dropLast(path.count)) }
        return isVersion(base.split(separator: "/").last ?? "") ? String(base) : base + "/v1"
    }

    package static let path = "/chat/completions"

    private static func isVersion(_ part: Substring) -> Bool {
        part.first == "v" && part.dropFirst().first?.isNumber == true
            && part.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) }
    }
}
