import ImageWorkerCore
import JSON
import TestSupport
import Testing

/// Small pictures of each kind, as Pillow writes them.
enum SmallPicture {
    static let jpeg = bytes(
        """
            /9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABQODxIPDRQSEBIXFRQYHjIhHhwcHj0sLiQySUBMS0dARkVQWnNiUFVtVkVGZIhlbXd7
            gYKBTmCNl4x9lnN+gXz/2wBDARUXFx4aHjshITt8U0ZTfHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8
            fHx8fHx8fHz/wAARCAAFAAYDASIAAhEBAxEB/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUF
            BAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVW
            V1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi
            4+Tl5ufo6erx8vP09fb3+Pn6/8QAHwEAAwEBAQEBAQEBAQAAAAAAAAECAwQFBgcICQoL/8QAtREAAgECBAQDBAcFBAQAAQJ3AAEC
            AxEEBSExBhJBUQdhcRMiMoEIFEKRobHBCSMzUvAVYnLRChYkNOEl8RcYGRomJygpKjU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVm
            Z2hpanN0dXZ3eHl6goOEhYaHiImKkpOUlZaXmJmaoqOkpaanqKmqsrO0tba3uLm6wsPExcbHyMnK0tPU1dbX2Nna4uPk5ebn6Onq
            8vP09fb3+Pn6/9oADAMBAAIRAxEAPwC//wAI1Zen6UUUUAf/2Q==
        """)
    static let progressiveJPEG = bytes(
        """
            /9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABQODxIPDRQSEBIXFRQYHjIhHhwcHj0sLiQySUBMS0dARkVQWnNiUFVtVkVGZIhlbXd7
            gYKBTmCNl4x9lnN+gXz/2wBDARUXFx4aHjshITt8U0ZTfHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8
            fHx8fHx8fHz/wgARCAAFAAYDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAP/xAAUAQEAAAAAAAAAAAAAAAAAAAAA/9oA
            DAMBAAIQAxAAAAG4P//EABYQAAMAAAAAAAAAAAAAAAAAAAACFP/aAAgBAQABBQKZD//EABQRAQAAAAAAAAAAAAAAAAAAAAD/2gAI
            AQMBAT8Bf//EABQRAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQIBAT8Bf//EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEABj8Cf//E
            ABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAT8hH//aAAwDAQACAAMAAAAQ8//EABQRAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQMB
            AT8Qf//EABQRAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQIBAT8Qf//EABYQAAMAAAAAAAAAAAAAAAAAAABhof/aAAgBAQABPxBcP//Z
        """)
    static let gif = bytes(
        "R0lGODdhBgAFAIIAAOXl5bS0tICAgEtLSxoaGgAAAAAAAAAAACwAAAAABgAFAAAIFAAJCBw4oKBBAQgTBljIEIDDhwEBADs=")
    static let movingGIF = bytes(
        """
            R0lGODdhBgAFAIIAAOXl5bS0tICAgEtLSxoaGgAAAAAAAAAAACwAAAAABgAFAAAIFAAJCBw4oKBBAQgTBljIEIDDhwEBACH5BAEA
            AAYALAAAAAAGAAUAguXl5bS0tICAgEtLSxoaGgAAAAAAAAAAAAgbAA0MEBAAQAECBggaJDDAQMGDAw0sHBjAQIGAADs=
        """)
    static let webp = bytes("UklGRi4AAABXRUJQVlA4ICIAAACQAQCdASoGAAUAAUAmJaQAAuab25AA/uRr/vFHv4qAAAAA")
    static let all = [ScriptedPicture.png(bytes: 300), jpeg, progressiveJPEG, gif, movingGIF, webp]

    private static func bytes(_ text: String) -> [UInt8] {
        Base64.decode(text.utf8.filter { $0 > 0x20 }) ?? []
    }
}

struct PictureEndTests {
    private func isClean(_ bytes: [UInt8]) -> Bool? { PictureHeader.read(bytes).map(PictureEnd.isClean) }

    @Test(arguments: SmallPicture.all)
    func aPictureAloneIsClean(_ bytes: [UInt8]) {
        #expect(isClean(bytes) == true)
    }

    @Test(arguments: SmallPicture.all, ["PK\u{3}\u{4}", "<script>alert(1)</script>", "%PDF-1.7"])
    func whatHasAnotherFileBehindItIsNot(_ bytes: [UInt8], _ other: String) {
        #expect(isClean(bytes + Array(other.utf8)) == false)
    }

    @Test(arguments: SmallPicture.all)
    func whatIsCutOffIsNotAndReadsNothingOutside(_ bytes: [UInt8]) {
        for count in 0..<bytes.count { #expect(isClean(Array(bytes[..<count])) != true, "\(count)") }
    }

    @Test func aTelephonesSecondJPEGAndPaddingAreLetThrough() {
        #expect(isClean(SmallPicture.jpeg + [0, 0, 0]) == true)
        #expect(isClean(SmallPicture.jpeg + SmallPicture.progressiveJPEG) == true)
    }
}
