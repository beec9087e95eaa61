extension String {
    /// Whether a fifth or more of the characters are Han: names alone do not make a text Chinese.
    var isChineseText: Bool {
        let han = unicodeScalars.count { (0x4E00...0x9FFF).contains($0.value) }
        return han * 5 > unicodeScalars.count
    }
}
