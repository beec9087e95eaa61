/// Comparison of entity tags (RFC 9110 section 8.8.3).
package enum EntityTag {
    /// Whether an If-None-Match value names `tag` (with its quotes); `W/` does not matter there.
    package static func isListed(_ tag: String, in field: String) -> Bool {
        let wanted = opaque(Substring(tag))
        return field.split(separator: ",").contains { entry in
            let entry = entry.trimmingASCIISpace()
            return entry == "*" || opaque(entry) == wanted
        }
    }

    private static func opaque(_ tag: Substring) -> Substring { tag.hasPrefix("W/") ? tag.dropFirst(2) : tag }
}
