import HTTPServer
import JimengProvider
import Settings
import TestSupport

extension Conformer {
    static let jimeng = Conformer(
        id: .jimeng, service: { PlayedJimeng($0) },
        provider: { url, limits, tools in
            var settings = JimengSettings(
                keys: JimengKeys(
                    accessKey: Secret(ScriptedJimeng.accessKey), secretKey: Secret(ScriptedJimeng.secretKey)),
                baseURL: url, submitLimit: limits.answer)
            settings.patience = limits.patience
            return settings.provider(tools)
        },
        secrets: [ScriptedJimeng.accessKey, ScriptedJimeng.secretKey], cutOnceAccepted: .found)
}

/// The scripted Jimeng, told in the suite's words.
private struct PlayedJimeng: ScriptedService {
    private let jimeng: ScriptedJimeng

    init(_ picture: [UInt8]) { jimeng = ScriptedJimeng(picture: picture) }

    var router: Router { jimeng.router }
    var submits: Int { jimeng.ledger.submits }
    var billed: Int { jimeng.ledger.billed }

    func release() { jimeng.finishTasks() }

    func play(_ conducts: [Conduct]) {
        var script = JimengScript()
        script.submits = conducts.map(Self.submit)
        if conducts.contains(.pictureByURL) { script.answer = .url }
        if conducts.contains(.slow) { script.unreadyLooks = .max }
        if conducts.contains(.cutOnceAccepted) { script.lostLooks = 2 }
        jimeng.play(script, for: "")
    }

    private static func submit(_ conduct: Conduct) -> JimengScript.Submit {
        switch conduct {
        case .pictureByURL, .pictureByBase64, .slow, .cutOnceAccepted: .accept
        case .limited: .code(50429, status: 429)
        case .refused: .code(50412, status: 400)
        case .keyRefused: .gatewayError("InvalidCredential \(ScriptedJimeng.accessKey)", status: 401)
        case .garbage: .garbage(status: 200)
        case .cutUnbilled: .cut(billed: false)
        case .cutBilled: .cut(billed: true)
        case .silent: .silent
        }
    }
}
