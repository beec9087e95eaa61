import HTTPClient
import HTTPCore
import ImageWorkerCore
import JSON
import Lifecycle
import Locks
import Models
import ProviderKit

/// One picture of a Gradio app. An object, which all attempts share.
final class GradioTasks: TaskProvider {
    private let wire: GradioWire
    private let client: HTTPClient
    private let fetcher: PictureFetcher
    private let time: any TimeSource
    /// Gradio 5 and newer have `/gradio_api`, older ones nothing; found out once.
    private let prefix = Locked<String?>(nil)
    private let secrets: [String]

    /// Bytes of one event: it names files and holds none.
    private static let longestEvent = 4 << 20

    init(wire: GradioWire, tools: ProviderTools) {
        self.wire = wire
        client = tools.client
        fetcher = tools.fetcher(for: wire.base, authorization: wire.identity["Authorization"])
        time = tools.time
        secrets = wire.settings.token.map { [$0.reveal()] } ?? []
    }

    func submit(_ order: PictureOrder, _ turn: SubmitTurn) async -> SubmitOutcome {
        switch await knownPrefix() {
        case .failure(let error): return error.retry == .never ? .failed(error, .never) : .later(error)
        case .success(let prefix): return await start(order, prefix)
        }
    }

    private func start(_ order: PictureOrder, _ prefix: String) async -> SubmitOutcome {
        do {
            let gallery = try await uploaded(order.references.compactMap(\.picture), prefix)
            let request = try wire.start(order, gallery: gallery, prefix: prefix)
            let answer = try await ProviderAnswer.of(request, by: client, time: time)
            // The app may have been replaced by one of another generation.
            if answer.status == 404 { self.prefix.withLock { $0 = nil } }
            return GradioDecisions.submit(answer, without: secrets)
        } catch let error as GenerationError {
            return .failed(error, .never)
        } catch {
            return TransportFailure.ofSubmit(error)
        }
    }

    /// Reference images, uploaded, as the app's gallery. What fails here has started nothing.
    private func uploaded(_ pictures: [Picture], _ prefix: String) async throws(GenerationError) -> [JSONValue] {
        guard !pictures.isEmpty else { return [] }
        do {
            let request = try wire.upload(pictures, prefix: prefix)
            let answer = try await ProviderAnswer.of(request, by: client, time: time)
            let paths = answer.json?.array?.compactMap(\.string) ?? []
            guard answer.status == 200, paths.count == pictures.count else {
                throw GenerationError(
                    .provider, billed: .no, text: Self.notUploaded, providerCode: "HTTP \(answer.status)")
            }
            return paths.map(GradioWire.galleryEntry)
        } catch let error as GenerationError {
            throw error
        } catch {
            throw GenerationError(.provider, billed: .no, text: Self.notUploaded, cause: error)
        }
    }

    private static let notUploaded = LocalizedText(
        zh: "参考图上传到Gradio应用失败", en: "The reference images could not be uploaded to the Gradio app")

    /// Reads the stream to its end. It delivers once: a stream that breaks has lost its picture, and is not asked again.
    func look(at task: ProviderTaskID) async -> LookOutcome {
        do {
            let prefix = try await knownPrefix().get()
            return try await client.withResponse(wire.result(of: task, prefix: prefix)) { response in
                guard response.status == .ok else { return lost(task, nil) }
                return try await follow(response, task, prefix)
            }
        } catch let error as GenerationError {
            return .again(error)
        } catch {
            return ended(task, error)
        }
    }

    func fetch(_ source: PictureSource) async throws(GenerationError) -> Picture { try await fetcher.picture(source) }

    private func follow(
        _ response: ClientResponse, _ task: ProviderTaskID, _ prefix: String
    ) async throws -> LookOutcome {
        var parser = SSEParser(limit: Self.longestEvent)
        while let chunk = try await response.nextChunk() {
            parser.append(chunk)
            while let event = try parser.next() {
                switch event.event {
                case "complete": return complete(try? JSONValue.parse(event.bytes), prefix)
                case "error":
                    let error = GradioDecisions.failed(try? JSONValue.parse(event.bytes), without: secrets)
                    return .failed(error, .never)
                default: continue
                }
            }
        }
        return lost(task, nil)
    }

    /// The new picture is the first file of the answer.
    private func complete(_ data: JSONValue?, _ prefix: String) -> LookOutcome {
        guard let path = data.flatMap(GradioFiles.first(in:)) else {
            return .failed(GenerationError(.provider, billed: .no, text: Self.noPicture), .never)
        }
        return .done(FinishedPicture(.url(wire.file(path, prefix: prefix))))
    }

    private func ended(_ task: ProviderTaskID, _ error: any Error) -> LookOutcome {
        guard let error = error as? HTTPClientError else { return lost(task, error) }
        switch error {
        case .cancelled: return .again(GenerationError(.cancelled, billed: .unknown, cause: error))
        case .timedOut(.whole, _):
            var late = GenerationError(.timedOut, billed: .unknown, cause: error)
            late.providerTaskID = task
            return .failed(late, .never)
        default:
            // Nothing was asked for yet: the picture still waits for its one reader.
            guard error.requestWasSent == .maybe else { return .again(Self.unreachable(error)) }
            return lost(task, error)
        }
    }

    private func lost(_ task: ProviderTaskID, _ cause: (any Error)?) -> LookOutcome {
        var error = GenerationError(.outcomeUnknown, billed: .unknown, cause: cause)
        error.providerTaskID = task
        return .failed(error, .never)
    }

    private static func unreachable(_ cause: (any Error)?) -> GenerationError {
        GenerationError(
            .provider, billed: .no, retry: .later(after: nil),
            text: LocalizedText(zh: "无法连接Gradio应用", en: "The Gradio app cannot be reached"), cause: cause)
    }

    private static let strangePrefix = LocalizedText(
        zh: "Gradio应用的api_prefix不是其自身的路径，请检查GRADIO_BASE_URL",
        en: "The Gradio app's api_prefix is no path of its own: check GRADIO_BASE_URL")
    private static let noPicture = LocalizedText(
        zh: "Gradio应用返回的结果中没有图片", en: "The Gradio app's result holds no picture")
}

extension GradioTasks {
    /// The prefix of the app's addresses, from `/config`; asking costs nothing, so whatever fails may be tried again.
    private func knownPrefix() async -> Result<String, GenerationError> {
        if let known = prefix.withLock({ $0 }) { return .success(known) }
        do {
            let answer = try await ProviderAnswer.of(wire.configuration(), by: client, time: time)
            guard answer.status == 200, let body = try? JSONValue.parse(answer.body), body.object != nil else {
                return .failure(refused(answer))
            }
            let found = body["api_prefix"]?.string ?? ""
            guard wire.takes(prefix: found) else {
                return .failure(GenerationError(.provider, billed: .no, text: Self.strangePrefix))
            }
            prefix.withLock { $0 = found }
            return .success(found)
        } catch {
            if case .cancelled = error as? HTTPClientError {
                return .failure(GenerationError(.cancelled, billed: .no, cause: error))
            }
            return .failure(Self.unreachable(error))
        }
    }

    /// No configuration: a password, or a space that sleeps.
    private func refused(_ answer: ProviderAnswer) -> GenerationError {
        var error = Self.unreachable(nil)
        error.providerCode = "HTTP \(answer.status)"
        if (400...499).contains(answer.status), answer.status != 429 { error.retry = .never }
        if answer.status == 429 { error.kind = .rateLimited }
        return error
    }
}
