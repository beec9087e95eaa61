import ImageWorkerCore
import Testing

struct ProviderRegistryTests {
    private struct Named: ImageProvider {
        let facts: ProviderFacts

        init(_ name: String, configured: Bool = true, needs settings: [String] = []) {
            facts = ProviderFacts(id: ProviderID(name), requiredSettings: settings, isConfigured: configured)
        }

        func generate(_ order: PictureOrder, _ journal: any AttemptJournal) async throws(GenerationError) -> Generated {
            throw GenerationError(.fault, billed: .no)
        }
    }

    private func registry(jimeng: Bool, ark: Bool = false, preferred: [String] = []) -> ProviderRegistry {
        ProviderRegistry(
            [Named("jimeng", configured: jimeng, needs: ["KEY"]), Named("ark", configured: ark), Named("sketch")],
            preferred: preferred.map { ProviderID($0) })
    }

    private func names(_ registry: ProviderRegistry, named name: String? = nil) throws -> [String] {
        try registry.candidates(named: name).map(\.facts.id.name)
    }

    @Test func withoutANameItIsTheFirstThatIsConfiguredElseSketch() throws {
        #expect(try names(registry(jimeng: true, ark: true)) == ["jimeng"])
        #expect(try names(registry(jimeng: false, ark: true)) == ["ark"])
        #expect(try names(registry(jimeng: false)) == ["sketch"])
    }

    @Test func theNameInTheRequestWins() throws {
        #expect(try names(registry(jimeng: true), named: "sketch") == ["sketch"])
    }

    @Test func aNamedProviderWithoutKeysIsNeverReplaced() throws {
        let registry = registry(jimeng: false)
        let error = #expect(throws: GenerationError.self) { try registry.candidates(named: "jimeng") }
        #expect(error?.kind == .notConfigured(settings: ["KEY"]))
    }

    @Test func aNameThatNobodyHasIsTheCallersFault() throws {
        let registry = registry(jimeng: true)
        let error = #expect(throws: GenerationError.self) { try registry.candidates(named: "dalle") }
        #expect(error?.kind == .invalid(field: "provider"))
    }

    @Test func theListOfTheSettingsIsTakenInItsOrder() throws {
        #expect(try names(registry(jimeng: true, ark: true, preferred: ["ark", "jimeng"])) == ["ark", "jimeng"])
        #expect(try names(registry(jimeng: false, ark: true, preferred: ["jimeng", "ark"])) == ["ark"])
    }

    @Test func aListWithoutAnyKeyIsNoLeaveToSketch() throws {
        let registry = registry(jimeng: false, preferred: ["jimeng"])
        #expect(throws: GenerationError.self) { try registry.candidates(named: nil) }
    }

    @Test(arguments: [GenerationError.Billed.yes, .unknown])
    func noFallbackAfterAPossibleCharge(_ billed: GenerationError.Billed) {
        #expect(!GenerationError(.provider, billed: billed).allowsFallback(onRefusal: true))
    }

    @Test func aRefusalGoesOnOnlyWhereTheSettingSaysSo() {
        let refused = GenerationError(.refused, billed: .no)
        #expect(!refused.allowsFallback(onRefusal: false))
        #expect(refused.allowsFallback(onRefusal: true))
        #expect(GenerationError(.rateLimited, billed: .no).allowsFallback(onRefusal: false))
        #expect(!GenerationError(.outcomeUnknown, billed: .unknown).allowsFallback(onRefusal: true))
    }
}
