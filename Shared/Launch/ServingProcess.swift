import EventLoop
import HTTPCore
import HTTPServer
import Lifecycle
import Locks
import Observability
import Settings

/// The life of a process that serves: loop, signals, server, drain, end.
package struct ServingProcess: Sendable {
    /// The contract's name of the process in its logs, e.g. `gateway`.
    package let name: String
    package let settings: ProcessSettings
    package let log: LogSettings

    /// A process of that name with those settings.
    package init(name: String, settings: ProcessSettings, log: LogSettings) {
        self.name = name
        self.settings = settings
        self.log = log
    }

    /// Serves what `build` composes until a signal ends it; blocks the calling thread. Call it before any other thread
    /// is started: signals are blocked first, so that all threads inherit that.
    package func run(_ build: @escaping @Sendable (ProcessBase) async throws -> Serving) -> ExitCode {
        SignalWatch.blockSignals()
        FileDescriptors.raiseLimit()
        HeapMemory.keepLargeBuffers()
        do {
            let logger = try Logger(service: name, settings: log)
            let loop = try EventLoop(name: name)
            loop.start()
            defer {
                loop.stop()
                logger.flush()
            }
            return LoopRun.blocking(on: loop) { await serve(build, on: loop, logger) }
        } catch {
            StandardError.print("\(name): \(error)")
            return .failed
        }
    }

    private func serve(
        _ build: @Sendable (ProcessBase) async throws -> Serving, on loop: EventLoop, _ logger: Logger
    ) async -> ExitCode {
        let time = LoopTime(loop: loop)
        let drain = Drain(delay: settings.drainDelay, limit: settings.drainLimit, time: time)
        let metrics = Metrics()
        metrics.registerProcess()
        let base = ProcessBase(
            settings: settings, loop: loop, time: time, logger: logger, metrics: metrics, drain: drain)
        let watch = SignalWatch { signal in
            logger.info("signal", ["signal": .integer(Int(signal))])
            drain.begin()
        }
        defer { watch.stop() }
        do {
            let serving = try await build(base)
            defer { logger.info("stopped") }
            try await group(serving, base).run()
            await serving.close()
            return .done
        } catch {
            logger.error("failed", ["cause": .describing(error)])
            StandardError.print("\(name): \(error)")
            return .failed
        }
    }

    /// The server comes late: it is stopped early, and what its requests use is still there while they finish.
    private func group(_ serving: Serving, _ base: ProcessBase) throws -> ServiceGroup {
        let logger = base.logger
        let server = HTTPServer(
            loop: base.loop, settings: serverSettings(serving), logger: logger,
            observers: [AccessLog(logger: logger), RequestMetrics(base.metrics)],
            errorResponder: serving.errorResponder, handler: serving.handler)
        let port = try server.bind()
        logger.info("listening", ["host": .string(settings.host), "port": .integer(port)])
        return ServiceGroup(
            serving.services + [("http", server)] + serving.finishedFirst, drain: base.drain
        ) { event in
            switch event {
            case .stopping(let member): logger.info("stopping", ["member": .string(member)])
            case .finished(let member): logger.debug("finished", ["member": .string(member)])
            case .failed(let member, let error):
                logger.error("member_failed", ["member": .string(member), "cause": .describing(error)])
            }
        }
    }

    private func serverSettings(_ serving: Serving) -> ServerSettings {
        var server = ServerSettings()
        server.host = settings.host
        server.port = settings.port
        server.limits = HTTPLimits(fields: settings.maxHeaderBytes, body: serving.largestBody)
        server.headTimeout = settings.clientIdle
        server.bodyTimeout = settings.clientIdle
        return server
    }
}
