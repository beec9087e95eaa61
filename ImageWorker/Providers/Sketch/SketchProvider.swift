import Drawing
import ImageWorkerCore
import Lifecycle
import Models

/// Draws a storyboard panel in this process: no key, no network, no cost. The same order gives the same bytes.
///
/// It submits nothing, so it has nothing to tell the journal, and an attempt cut off by a restart is drawn again.
package struct SketchProvider: ImageProvider {
    package let facts = ProviderFacts(id: .sketch, notice: Self.notice, options: [.seed])
    private let threads: BlockingThreads

    /// `threads` do the drawing, 20 to 40 ms of CPU for 1024 × 1024 pixels; whoever made them stops them.
    package init(threads: BlockingThreads) {
        self.threads = threads
    }

    package func check(_ order: PictureOrder) throws(GenerationError) {
        _ = try Self.size(of: order)
    }

    package func generate(
        _ order: PictureOrder, _ journal: any AttemptJournal
    ) async throws(GenerationError) -> Generated {
        let size = try Self.size(of: order)
        do {
            let bytes = try await threads.run {
                try PanelRenderer.png(PanelReading.panel(from: SketchBrief.brief(of: order, size: size)))
            }
            return Generated(Picture(bytes: bytes, type: .png, width: size.width, height: size.height), costMicroUSD: 0)
        } catch let error as DrawingError {
            throw GenerationError(.fault, billed: .no, cause: error)
        } catch let error as BlockingThreadsError {
            throw Self.turnedAway(error)
        } catch {
            throw GenerationError(.cancelled, billed: .no, cause: error)
        }
    }

    private static func turnedAway(_ error: BlockingThreadsError) -> GenerationError {
        switch error {
        case .queueFull, .noThread: GenerationError(.overloaded, billed: .no, retry: .later(after: nil), cause: error)
        case .stopped: GenerationError(.shuttingDown, billed: .no, retry: .later(after: nil), cause: error)
        }
    }

    private static func size(of order: PictureOrder) throws(GenerationError) -> PanelSize {
        guard let wanted = order.size else { return .square }
        do throws(DrawingError) {
            return try PanelSize(width: wanted.width, height: wanted.height)
        } catch {
            let sides = PanelSize.allowedSides
            throw .invalid(
                "size",
                LocalizedText(
                    zh: "草图的每边须在\(sides.lowerBound)到\(sides.upperBound)像素之间",
                    en: "Each side of a sketch must have \(sides.lowerBound) to \(sides.upperBound) pixels"))
        }
    }

    private static let notice = LocalizedText(
        zh: "这是本地绘制的分镜草图。要生成真实图片，请设置 VOLCENGINE_ACCESS_KEY_ID 和 "
            + "VOLCENGINE_SECRET_ACCESS_KEY（即梦），然后重新启动图片服务。",
        en: "This is a storyboard sketch drawn locally. For real pictures set VOLCENGINE_ACCESS_KEY_ID and "
            + "VOLCENGINE_SECRET_ACCESS_KEY (Jimeng) and restart the image worker.")
}
