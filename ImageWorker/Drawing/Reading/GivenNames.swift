/// What a name alone suggests of how its bearer is drawn. Only a hint for a sketch; most names suggest nothing.
enum GivenNames {
    static func dress(of name: String) -> PanelFigure.Dress {
        if name.unicodeScalars.contains(where: \.isHan) { return chinese(name) }
        let first = name.lowercased().split(separator: " ").first.map(String.init) ?? ""
        if masculine.contains(first) { return .masculine }
        return feminine.contains(first) || (first.count > 2 && first.hasSuffix("a")) ? .feminine : .unknown
    }

    private static func chinese(_ name: String) -> PanelFigure.Dress {
        // The surname says nothing.
        let given = name.unicodeScalars.dropFirst()
        if given.contains(where: feminineSigns.contains) { return .feminine }
        return given.contains(where: masculineSigns.contains) ? .masculine : .unknown
    }

    private static let feminine: Set<String> = [
        "mary", "alice", "jane", "lucy", "emily", "kate", "grace", "rose", "eve", "amy", "helen", "zoe", "chloe",
        "lily",
        "sarah", "ruth", "claire", "sophie", "marie", "elizabeth", "margaret", "susan", "karen", "jennifer", "nancy",
        "betty", "mei", "ling", "yuki", "sakura", "fatima", "alison", "beth", "joan", "anne", "ann", "judy", "ivy",
    ]
    private static let masculine: Set<String> = [
        "tom", "john", "james", "jack", "bob", "mike", "michael", "david", "peter", "paul", "mark", "luke", "adam",
        "ben",
        "sam", "max", "leo", "henry", "george", "william", "robert", "richard", "charles", "thomas", "daniel", "joe",
        "harry", "oliver", "luca", "joshua", "noah", "ali", "omar", "kenji", "hiro", "ivan", "frank", "jim", "bill",
        "steve", "arthur", "victor", "simon", "eric", "carl", "hans", "pierre", "carlos", "juan", "ahmed", "wei",
    ]
    private static let feminineSigns = Set("芳娜丽静婷雪梅兰燕红霞玉莹琳倩颖洁慧娟秀美婉薇蓉菲花妹姐娘婆妈嫂萍凤珍艳莉媛嫣蝶瑶".unicodeScalars)
    private static let masculineSigns = Set("强伟刚军勇磊涛龙虎豪杰斌鹏峰志建国雄武明三四五超哥爷叔伯汉山海东平毅辉".unicodeScalars)
}
