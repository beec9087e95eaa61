/// A script read by rule: its pieces in order, each with its bytes.
package struct ScriptDocument: Sendable {
    package let source: ScriptText
    package var format: ScriptFormat
    /// Empty when the text has none.
    package var title: String
    /// At least one; the first stands for the text before any heading.
    package var settings: [Setting]
    package var units: [ScriptUnit]
    package var castNotes: [CastNote]

    /// Whether the script is in Chinese: its language decides the words of descriptions.
    package var isChinese: Bool

    /// Reads a script of any kind and length, in time that grows with the length.
    package init(_ script: String) {
        self = ScriptReader(ScriptText(script)).read()
    }

    init(source: ScriptText, format: ScriptFormat) {
        self.source = source
        self.format = format
        title = ""
        settings = [Setting()]
        units = []
        castNotes = []
        isChinese = HanShare(source.bytes).isChinese
    }
}

/// The conventions that a script follows.
package enum ScriptFormat: String, Sendable {
    /// Fountain: headings, cues on a line of their own, dialogue below.
    case screenplay
    /// Speaker and words on one line: Chinese 剧本, stage plays.
    case dialogueLines
    case prose
}

/// Counts Han characters against Latin letters.
struct HanShare {
    let isChinese: Bool

    init(_ bytes: [UInt8]) {
        var han = 0
        var latin = 0
        bytes.prefix(60_000).withUnsafeBufferPointer { buffer in
            for byte in buffer {
                if (0xE4...0xE9).contains(byte) { han += 1 }
                if (97...122).contains(byte) || (65...90).contains(byte) { latin += 1 }
            }
        }
        // A Chinese character says about as much as four letters.
        isChinese = han * 4 >= latin && han > 0
    }
}
