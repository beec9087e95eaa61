/// Request bodies that are no valid order: broken JSON, wrong types, deep nesting, noise. The same for the same seed.
struct BadBodies {
    let all: [[UInt8]]

    /// `count` bodies, kinds in turn.
    init(count: Int, seed: UInt64) {
        var random = Noise(state: seed)
        all = (0..<count).map { Self.body(kind: $0 % 14, &random) }
    }

    private static func body(kind: Int, _ random: inout Noise) -> [UInt8] {
        let size = random.below(3000) + 1
        switch kind {
        case 0: return random.bytes(size).filter { $0 != 0x7B && $0 != 0x5B } + [0xFF]
        case 1: return text(#"{"prompt":"\#(String(repeating: "a", count: size))"#)
        case 2: return text(String(repeating: "[", count: size))
        case 3: return text(String(repeating: #"{"a":"#, count: size))
        case 4: return text(#"{"prompt":\#(random.below(1_000_000)),"frames":\#(random.below(9)),"script":[]}"#)
        case 5: return text(#"[{"prompt":"x"}]"#)
        case 6: return text("null")
        case 7: return text(#"{"prompt":"\ud800","script":"\udfff","frames":"\ud800"}"#)
        case 8: return text(#"{"prompt":"a"} trailing"#)
        case 9: return Array(#"{"prompt":""#.utf8) + [0xC3, 0x28, 0xF5, 0x80] + Array(#""}"#.utf8)
        case 10: return text(#"{"frames":[\#(String(repeating: "{},", count: size))1],"script":7,"sceneCount":"no"}"#)
        case 11: return [0xEF, 0xBB, 0xBF, 0xEF, 0xBB, 0xBF] + text(#"{"prompt":"a"}"#)
        case 12: return text(#"{"sceneCount":1e999,"script":"x","frame":[],"prompt":false,"frames":null}"#)
        default: return [0] + random.bytes(size)
        }
    }

    private static func text(_ text: String) -> [UInt8] { Array(text.utf8) }
}

/// A small generator (SplitMix64), so that a failure can be had again.
struct Noise: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &self) }

    mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &self) }
    }
}
