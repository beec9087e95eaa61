import JSON

/// The files that an app's answer names: `FileData` objects, in galleries inside objects of their own.
enum GradioFiles {
    /// The path of the first one, in the order of the answer.
    static func first(in value: JSONValue) -> String? {
        switch value {
        case .array(let elements): return elements.lazy.compactMap(first(in:)).first
        case .object(let object):
            if let path = object["path"]?.string, isPath(path) { return path }
            return object.members.lazy.compactMap { first(in: $0.value) }.first
        case .null, .bool, .number, .string: return nil
        }
    }

    private static func isPath(_ text: String) -> Bool {
        (1...4096).contains(text.utf8.count) && !text.unicodeScalars.contains { $0.value < 0x20 }
    }
}
