extension PanelSetting {
    /// Reads place, time and weather out of free text; what is not named stays plain.
    package init(prose: String) {
        let text = SearchText(prose)
        self.init(
            place: Self.places.meaning(of: text) ?? .open, time: Self.times.meaning(of: text) ?? .day,
            weather: Self.weathers.meaning(of: text) ?? .clear, ancient: Self.robes.meaning(of: text) ?? false)
    }

    private static let places = Vocabulary<Place>(entries: [
        (
            .mountain,
            [
                "mountain", "mountaintop", "hill", "hilltop", "cliff", "peak", "summit", "valley", "canyon",
                "山", "山顶", "山峰", "山巅", "山谷", "悬崖", "峡谷", "群山", "雪山",
            ]
        ),
        (
            .sea,
            [
                "sea", "seaside", "ocean", "beach", "coast", "shore", "harbor", "harbour", "ship", "boat", "island",
                "海", "大海", "海边", "海滩", "沙滩", "海面", "港口", "码头", "船", "岛",
            ]
        ),
        (
            .river,
            [
                "river", "lake", "stream", "pond", "waterfall", "bridge", "河", "湖", "溪", "江边", "河边", "湖边", "池塘", "瀑布",
                "桥",
            ]
        ),
        (
            .city,
            [
                "city", "skyline", "downtown", "street", "alley", "skyscraper", "rooftop", "neon", "traffic",
                "城市", "街道", "街头", "大街", "小巷", "高楼", "天台", "屋顶", "霓虹", "都市", "楼顶", "马路",
            ]
        ),
        (
            .forest,
            ["forest", "wood", "jungle", "tree", "park", "bamboo", "森林", "树林", "竹林", "丛林", "林间", "公园", "大树", "树下"]
        ),
        (
            .room,
            [
                "room", "living room", "bedroom", "kitchen", "office", "indoor", "interior", "int.", "apartment",
                "house", "home", "hall", "corridor", "hospital", "classroom", "school", "restaurant", "cafe", "bar",
                "library", "shop", "studio", "window", "desk", "bed", "laboratory", "lab", "basement", "elevator",
                "房间", "室内", "屋内", "屋里", "客厅", "卧室", "厨房", "办公室", "教室", "医院", "病房", "餐厅",
                "咖啡馆", "咖啡厅", "酒吧", "书房", "走廊", "大厅", "图书馆", "图书室", "商店", "店内", "窗前", "窗边",
                "床上", "书桌", "实验室", "地下室", "电梯", "家中", "家里",
            ]
        ),
        (
            .courtyard,
            [
                "temple", "palace", "courtyard", "pagoda", "pavilion", "shrine", "inn", "寺庙", "庙", "宫殿", "皇宫",
                "庭院", "院子", "院落", "亭", "塔", "客栈", "城墙", "城门", "宗门", "大殿", "古镇",
            ]
        ),
        (.desert, ["desert", "dune", "wasteland", "沙漠", "沙丘", "戈壁", "荒漠", "大漠"]),
        (
            .field,
            [
                "field", "meadow", "grassland", "prairie", "farm", "garden", "grass", "steppe", "草原", "草地", "田野",
                "麦田", "稻田", "农场", "花园", "原野", "花海",
            ]
        ),
        (.road, ["road", "highway", "path", "crossroad", "car", "公路", "小路", "道路", "路上", "路口", "官道", "汽车", "车上"]),
        (.village, ["village", "town", "cottage", "hut", "村庄", "村子", "小镇", "村口", "茅屋", "小屋", "木屋"]),
        (
            .space,
            [
                "space", "outer space", "spaceship", "planet", "galaxy", "moon surface", "太空", "宇宙", "飞船",
                "星球", "星际", "银河",
            ]
        ),
    ])

    private static let times = Vocabulary<Time>(entries: [
        (
            .night,
            [
                "night", "midnight", "moonlight", "moonlit", "nighttime", "starry", "夜", "夜晚", "深夜", "午夜",
                "月光", "夜色", "星空", "夜空", "月下", "夜里",
            ]
        ),
        (
            .sunset,
            [
                "sunset", "sunrise", "dusk", "dawn", "twilight", "golden hour", "夕阳", "日落", "黄昏", "傍晚", "日出",
                "黎明", "晚霞", "朝霞", "暮色", "清晨",
            ]
        ),
        (.day, ["daytime", "daylight", "noon", "白天", "正午", "中午", "阳光"]),
    ])

    private static let weathers = Vocabulary<Weather>(entries: [
        (.rain, ["rain", "rainy", "raining", "storm", "thunderstorm", "downpour", "雨", "暴雨", "雨夜", "雷雨"]),
        (.snow, ["snow", "snowy", "snowing", "blizzard", "snowfall", "雪", "大雪", "雪地", "风雪"]),
        (.fog, ["fog", "foggy", "mist", "misty", "haze", "smoke", "雾", "迷雾", "云雾", "烟雾"]),
    ])

    private static let robes = Vocabulary<Bool>(entries: [
        (
            true,
            [
                "ancient", "dynasty", "wuxia", "xianxia", "hanfu", "medieval", "samurai", "kimono", "emperor",
                "kung fu", "swordsman", "robe", "古代", "古装", "古风", "武侠", "仙侠", "江湖", "侠客", "剑客", "朝代",
                "皇帝", "公主", "将军", "汉服", "唐朝", "宋朝", "明朝", "清朝", "长袍", "修仙", "道士", "和尚", "书生",
                "宗门", "师父", "掌门", "客栈", "少侠", "女侠", "武当", "少林",
            ]
        )
    ])
}

extension PanelProp {
    /// Reads a thing out of free text; nil when none of ours is named.
    package init?(prose: String) {
        guard let found = Self.things.meaning(of: SearchText(prose)) else { return nil }
        self = found
    }

    private static let things = Vocabulary<PanelProp>(entries: [
        (
            .letter,
            [
                "letter", "note", "envelope", "photo", "photograph", "map", "newspaper", "信", "信封", "纸条", "照片", "地图",
                "报纸", "书信",
            ]
        ),
        (.phone, ["phone", "smartphone", "cellphone", "screen", "tablet", "手机", "电话", "屏幕"]),
        (.sword, ["sword", "knife", "dagger", "blade", "剑", "长剑", "宝剑", "刀", "匕首"]),
        (.key, ["key", "lock", "钥匙", "锁"]),
        (.cup, ["cup", "glass", "mug", "tea", "coffee", "wine", "bottle", "杯", "杯子", "酒杯", "茶杯", "咖啡", "瓶"]),
        (.book, ["book", "diary", "notebook", "scroll", "书本", "一本书", "日记", "笔记本", "卷轴", "秘籍"]),
    ])
}
