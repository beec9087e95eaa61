import JSON
import Testing

@testable import ProviderKit

/// Words that somebody made up to be read for a long time.
struct ChatLinksTests {
    /// Each was a second look at the rest of the text for each of its million links.
    @Test(arguments: [
        "](a", "![](data:", "](data:", "](<", "](<a", "![](", "[![](a(", "](a)", "![](http://a)", "](((",
    ])
    func hostileWordsAreReadInLinearTime(_ piece: String) {
        let words = ChatText(String(repeating: piece, count: (1 << 20) / piece.utf8.count))
        let elapsed = ContinuousClock().measure {
            #expect(ChatLinks.all(in: words).count <= ChatLinks.most)
            #expect(ChatMarkdown.pictures(in: words).count <= ChatLinks.most)
        }
        // Seconds at most, even unoptimised; minutes if each link cost a look through the rest.
        #expect(elapsed < .seconds(60))
    }

    @Test func theMostPicturesOfAMessageAreFew() throws {
        let words = (0..<5000).map { "![](http://a.invalid/\($0))" }.joined()
        let body = JSONValue.object(["content": .string(words)]).bytes()
        let message = try #require(ChatMessage(body, at: 0..<body.count))
        #expect(message.pictures.count == 64)
    }

    @Test func aPictureBehindLinksThatNeverEndIsFound() {
        let words = ChatText(String(repeating: "](<", count: 15) + "![](http://a.invalid/1.png)")
        #expect(ChatMarkdown.pictures(in: words) == [.address("http://a.invalid/1.png")])
    }

    @Test func aPictureOfMegabytesIsOneLink() {
        let address = "data:image/png;base64," + String(repeating: "A", count: 1 << 20)
        #expect(ChatLinks.all(in: ChatText("![a](\(address))")).map(\.target.string) == [address])
    }
}
