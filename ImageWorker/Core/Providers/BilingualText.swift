/// A sentence for a person, in both languages of the contract.
package struct BilingualText: Sendable, Equatable {
    package let zh: String
    package let en: String

    /// The same sentence twice.
    package init(zh: String, en: String) {
        self.zh = zh
        self.en = en
    }
}
