/// Finds personal names in Chinese text by their surname and what follows: "张三站在山顶" names 张三.
/// A rule of thumb: it prefers missing a name over taking a word for one.
enum ChineseNames {
    static func names(in text: String) -> [String] {
        let scalars = Array(text.unicodeScalars)
        var names: [String] = []
        var index = 0
        while index < scalars.count {
            if let length = nameLength(scalars, at: index) {
                var name = String.UnicodeScalarView()
                name.append(contentsOf: scalars[index..<index + length])
                names.append(String(name))
                index += length
            } else {
                index += 1
            }
        }
        return names
    }

    /// A surname at the start of a phrase, one or two characters, then a sign that a person has just been named.
    private static func nameLength(_ scalars: [Unicode.Scalar], at index: Int) -> Int? {
        guard index == 0 || startsPhrase(after: scalars[index - 1]) else { return nil }
        let isNickname = nicknames.contains(scalars[index])
        guard isNickname || surnames.contains(scalars[index]) else { return nil }
        for length in 2...3 where index + length <= scalars.count {
            let given = scalars[(index + 1)..<(index + length)]
            guard given.allSatisfy({ $0.isHan && !followers.contains($0) && !notInNames.contains($0) }) else {
                return nil
            }
            let after = index + length == scalars.count ? nil : scalars[index + length]
            // A bare line end after two characters may end any word, so it names nobody by itself.
            if let after, followers.contains(after) { return length }
        }
        return nil
    }

    private static func startsPhrase(after scalar: Unicode.Scalar) -> Bool {
        !scalar.isHan || connectors.contains(scalar)
    }

    private static let surnames = Set(
        "王李张刘陈杨赵吴周徐孙朱胡郭何罗高郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙贺陶顾毛郝龚邵万钱严武戚莫孔向常汤林"
            .unicodeScalars)
    /// 小明, 老王, 阿强.
    private static let nicknames = Set("小老阿".unicodeScalars)
    /// Second characters that make a common word of a surname or of 小 and 老: 小路, 白雪, 高山.
    private static let notInNames = Set(
        "山海河路巷屋城镇村楼房桥船车门窗雪云雨风花草树色天地光夜日月水火人男女孩子狗猫马鸟鱼师板婆头者汉爷奶中上下前后左右里外边面心时方声音景镜特近远全龄年"
            .unicodeScalars)
    private static let followers = Set(
        "站坐走跑说看笑哭躺跪蹲握拿举转望挥抬低拔推拉打开回冲追逃飞跳骑喝吃抱牵问答喊叫想听抓穿戴独正在和与跟对从向把被将的、慢缓突微静默轻紧盯凝沉伸指靠倚拥吻醒睡起进出来去也又还都是"
            .unicodeScalars)
    private static let connectors = Set("和与跟对、向把被着给".unicodeScalars)
}
