import Testing

@testable import GatewayCore

/// What models give for JSON, and the frames that must be found in it.
struct AnswerReaderTests {
    /// An answer and the descriptions of the frames that it holds.
    struct Bad: Sendable, CustomTestStringConvertible {
        let name: String
        let answer: String
        let descriptions: [String]

        var testDescription: String { name }

        init(_ name: String, _ answer: String, _ descriptions: [String] = ["甲", "乙"]) {
            self.name = name
            self.answer = answer
            self.descriptions = descriptions
        }
    }

    static let answers: [Bad] = [
        Bad("clean", #"{"frames":[{"scene":1,"description":"甲"},{"scene":1,"description":"乙"}]}"#),
        Bad("a bare array", #"[{"description":"甲"},{"description":"乙"}]"#),
        Bad(
            "a fence with its language", "```json\n{\"frames\":[{\"description\":\"甲\"},{\"description\":\"乙\"}]}\n```"),
        Bad("a fence without an end", "```\n[{\"description\":\"甲\"},{\"description\":\"乙\"}]"),
        Bad("prose around", #"好的，以下是结果：{"frames":[{"description":"甲"},{"description":"乙"}]} 希望有帮助！"#),
        Bad("prose with braces before", #"按照{要求}输出：{"frames":[{"description":"甲"},{"description":"乙"}]}"#),
        Bad("prose with brackets before", #"参考[1]和[2]：[{"description":"甲"},{"description":"乙"}]"#),
        Bad("an open bracket before", #"注意[见下 {"frames":[{"description":"甲"},{"description":"乙"}]}"#),
        Bad("an apostrophe in a bracket before", #"[here's it {"frames":[{"description":"甲"},{"description":"乙"}]}"#),
        Bad("trailing commas", #"{"frames":[{"description":"甲",},{"description":"乙",},],}"#),
        Bad("doubled commas", #"{"frames":[{"description":"甲",,},,{"description":"乙"}]}"#),
        Bad("no commas between frames", "[{\"description\":\"甲\"}\n{\"description\":\"乙\"}]"),
        Bad(
            "no commas between members", "[{\"description\":\"甲\"\n\"scene\":1}\n{\"description\":\"乙\"\n\"scene\":1}]"),
        Bad("one object a line", "{\"description\":\"甲\"}\n{\"description\":\"乙\"}\n"),
        Bad("cut inside an array", #"{"frames":[{"description":"甲"},{"description":"乙"},{"descr"#),
        Bad("cut inside a word", #"{"frames":[{"description":"甲"},{"description":"乙"},{"description":"丙在"#),
        Bad("cut after a name", #"[{"description":"甲"},{"description":"乙"},{"description":"#),
        Bad("cut inside a number", #"[{"description":"甲"},{"description":"乙"},{"description":"丙","durationSeconds":1"#),
        Bad("single quotes", "{'frames':[{'description':'甲'},{'description':'乙'}]}"),
        Bad("fullwidth colons and commas", #"{"frames"：[{"description"：“甲”}，{"description"：“乙”}]}"#),
        Bad("curly quotes", "{“frames”:[{“description”:“甲”},{“description”:“乙”}]}"),
        Bad("names without quotes", #"{frames:[{description:"甲"},{description:"乙"}]}"#),
        Bad("words without quotes", "[{description: 甲, scene: 1},{description: 乙}]"),
        Bad("comments", "[// first\n{\"description\":\"甲\"},/* second */{\"description\":\"乙\"}]"),
        Bad("Python's words", #"[{"description":"甲","dialogue":None,"ok":True},{"description":"乙","x":False}]"#),
        Bad("quotes inside words", #"[{"description":"他说"你好"然后走"},{"description":"乙"}]"#, ["他说\"你好\"然后走", "乙"]),
        Bad("a line break inside words", "[{\"description\":\"甲\n甲\"},{\"description\":\"乙\"}]", ["甲 甲", "乙"]),
        Bad("escapes", #"[{"description":"甲\n\"\u4e59\""},{"description":"\ud83d\ude00"}]"#, ["甲 \"乙\"", "😀"]),
        Bad("a broken escape", #"[{"description":"甲\x"},{"description":"乙"}]"#, ["甲x", "乙"]),
        Bad("half a surrogate", #"[{"description":"甲\ud83d"},{"description":"乙"}]"#, ["甲\u{FFFD}", "乙"]),
        Bad("a missing closing brace", #"{"frames":[{"description":"甲"},{"description":"乙"]}"#),
        Bad("a missing closing bracket", #"{"frames":[{"description":"甲"},{"description":"乙"}}"#),
        Bad("too many closers", #"[{"description":"甲"}]}]},{"description":"乙"}]]"#),
        Bad("Chinese names", #"{"分镜":[{"画面描述":"甲","景别":"特写"},{"描述":"乙"}]}"#),
        Bad("names in other cases", #"[{"Chinese_Description":"甲"},{"chinese description":"乙"}]"#),
        Bad(
            "frames inside scenes",
            #"{"scenes":[{"scene":1,"description":"场","frames":[{"description":"甲"}]},{"scene":2,"frames":[{"description":"乙"}]}]}"#
        ),
        Bad("frames under numbers", #"{"frames":{"1":{"description":"甲"},"2":{"description":"乙"}}}"#),
        Bad("wrapped twice", #"{"result":{"data":{"frames":[{"description":"甲"},{"description":"乙"}]}}}"#),
        Bad(
            "thoughts before",
            #"<think>先写 {"frames":[{"description":"草稿"}]}</think>{"frames":[{"description":"甲"},{"description":"乙"}]}"#),
        Bad("a byte order mark", "\u{FEFF}[{\"description\":\"甲\"},{\"description\":\"乙\"}]"),
        Bad(
            "a frame told twice",
            #"[{"sequence":1,"description":"旧"},{"sequence":1,"description":"甲"},{"sequence":2,"description":"乙"}]"#),
        Bad("strings among the frames", #"["说明",{"description":"甲"},"——",{"description":"乙"}]"#),
        Bad("empty frames among them", #"[{},{"description":"甲"},{"description":""},{"description":"乙"},null]"#),
        Bad("equals signs", #"[{description="甲"},{description="乙"}]"#),
        Bad(
            "no-break and ideographic spaces",
            "[\u{00A0}{\u{3000}\"description\":\u{00A0}\"甲\"},{\"description\":\"乙\"}]"),
        Bad(
            "deep nesting before",
            String(repeating: "[", count: 500) + "]" + #"{"frames":[{"description":"甲"},{"description":"乙"}]}"#),
        Bad("nothing", "", []),
        Bad("white space", " \n\t ", []),
        Bad("prose alone", "对不起，我不能完成这个任务。", []),
        Bad("HTML", "<html><body>502 Bad Gateway</body></html>", []),
        Bad("lone marks", "{[\"'：，}]", []),
    ]

    @Test(arguments: answers)
    func `every frame of a bad answer is found`(bad: Bad) {
        #expect(AnswerReader(bad.answer).frames().map { $0.description ?? "" } == bad.descriptions)
    }

    /// Frames whose closing brace is there must be found, wherever the text ends after it.
    @Test func `cut at every byte an answer gives each frame that it holds whole`() {
        let frames = (1...5).map {
            #"{"scene":1,"sequence":\#($0),"description":"第\#($0)帧：他说\"走\"，{停}","characters":["林晚","陈默"],"durationSeconds":3.5}"#
        }
        let answer = Array(
            ("```json\n{\"title\":\"雨\",\"frames\":[" + frames.joined(separator: ",\n") + "]}\n```").utf8)
        var ends: [Int] = []
        var offset = "```json\n{\"title\":\"雨\",\"frames\":[".utf8.count
        for frame in frames {
            offset += frame.utf8.count
            ends.append(offset)
            offset += 2
        }
        for cut in 0...answer.count {
            let found = AnswerReader(String(decoding: answer[..<cut], as: UTF8.self)).frames()
            let whole = ends.count { $0 <= cut }
            #expect(found.count == whole, "cut at \(cut)")
            #expect(found.map(\.sequence) == Array(1...5).prefix(whole).map(Optional.init), "cut at \(cut)")
        }
    }

    @Test func `fields drift and are read all the same`() throws {
        let answer = #"""
            [{"场景":"第二场","镜号":"7","画面":"林晚推门","景别":"大特写","运镜":"缓慢推近","人物":"林晚、陈默","时长":"3.5秒",
            "台词":"林晚：谁？","段落":"3-5","imageUrl":"http://169.254.169.254/","seed":1}]
            """#
        let frame = try #require(AnswerReader(answer).frames().first)
        #expect(frame.scene == 2)
        #expect(frame.sequence == 7)
        #expect(frame.shot == .extremeCloseUp)
        #expect(frame.movement == .pushIn)
        #expect(frame.characters == ["林晚", "陈默"])
        #expect(frame.seconds == 3.5)
        #expect(frame.from == 3)
        #expect(frame.to == 5)
        #expect(frame.utterances.map(\.text) == ["谁？"])
        #expect(frame.utterances.map(\.speaker) == ["林晚"])
    }

    @Test(arguments: [
        ("Wide Shot", ShotType.wide), ("ECU", .extremeCloseUp), ("over_the_shoulder", .overTheShoulder),
        ("过肩镜头", .overTheShoulder),
        ("中近景", .mediumCloseUp), ("全景", .full), ("大远景", .extremeWide), ("POV", .pointOfView), ("鸟瞰", .aerial),
        ("MCU", .mediumCloseUp),
        ("establishing shot", .extremeWide), ("Medium Long Shot", .mediumWide),
    ])
    func `shots are known by many names`(words: String, shot: ShotType) {
        #expect(ShotType(words: words) == shot)
    }

    @Test func `all our own names of shots and movements are read back`() {
        for shot in ShotType.allCases {
            #expect(ShotType(words: shot.rawValue) == shot)
            #expect(ShotType(words: shot.chinese) == shot)
            #expect(ShotType(words: shot.english) == shot)
        }
        for movement in CameraMovement.allCases {
            #expect(CameraMovement(words: movement.rawValue) == movement)
            #expect(CameraMovement(words: movement.chinese) == movement)
        }
    }

    /// Marks without end must cost no more than their length.
    @Test(
        .timeLimit(.minutes(3)),
        arguments: ["[", "{", "\"", "'", "{\"a\":", "[\"/*", "，", "\\", "“", "{“", "/*", "[[{\"description\":\"甲\"},"])
    func `a hundred thousand marks are read in time`(mark: String) {
        let frames = AnswerReader(String(repeating: mark, count: 100_000 / mark.utf8.count)).frames()
        #expect(frames.allSatisfy { $0.description == "甲" })
    }
}
