/// Where and when the picture plays, as far as a sketch shows it.
package struct PanelSetting: Sendable, Equatable {
    package enum Place: String, Sendable, CaseIterable {
        case open, mountain, sea, city, forest, room, courtyard, desert, field, road, village, river, space
    }

    package enum Time: String, Sendable, CaseIterable {
        case day, night, sunset
    }

    package enum Weather: String, Sendable, CaseIterable {
        case clear, rain, snow, fog
    }

    package var place: Place
    package var time: Time
    package var weather: Weather
    /// Whether people wear robes rather than trousers.
    package var ancient: Bool

    package init(place: Place = .open, time: Time = .day, weather: Weather = .clear, ancient: Bool = false) {
        self.place = place
        self.time = time
        self.weather = weather
        self.ancient = ancient
    }
}

/// A thing that an insert shows.
package enum PanelProp: String, Sendable, CaseIterable {
    case letter, phone, sword, key, cup, book
}
