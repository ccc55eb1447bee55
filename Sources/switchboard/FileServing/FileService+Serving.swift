import EventLoops
import FTPServers
import Synchronization
import TLS

extension FileService {
  /// Serves until it is asked to end, and does what belongs to it meanwhile.
  func serve(_ server: FTPServer, _ control: ControlServer?) async throws {
    try await withThrowingTaskGroup { group in
      group.addTask { [self] in await reloadAgainAndAgain(server) }
      group.addTask { [self] in await sweepAgainAndAgain(server) }
      if let control { group.addTask { await control.serve() } }
      // The others end with it.
      defer { group.cancelAll() }
      try await server.serve()
      control?.stop()
    }
  }

  /// Listens for the tool; nil where that cannot be.
  func bindControl(_ server: FTPServer) -> ControlServer? {
    do {
      return try ControlServer(of: server, metrics, at: folder.controlSocket, on: loops)
    } catch {
      // Sessions can be served though nobody can ask about them.
      log.tell(Complaint(error, during: "open control socket"))
      return nil
    }
  }

  private func reloadAgainAndAgain(_ server: FTPServer) async {
    while true {
      do throws(WaitFailure) { try await hangUp.wait(on: loops.loops[0]) } catch { return }
      await reload(server)
    }
  }

  /// Takes over the configuration and the certificate as they are now, as far as a running server
  /// can; where something is wrong with either, all stays as it was.
  private func reload(_ server: FTPServer) async {
    do {
      let new = try await OffloadPool.shared.run { [self] () throws in
        let settings = try sources.read()
        try Self.requirePaths(settings)
        return (settings: settings, identity: try folder.identity(settings))
      }
      try tls.replaceIdentities([new.identity])
      let old = settings.withLock { settings in
        defer { settings = new.settings }
        return settings
      }
      for setting in Setting.all
      where !setting.isReloadable && !setting.isEqual(old, new.settings) {
        log.tell(Complaint("reload: \(setting.name) holds from the next start"))
      }
      log.configure(new.settings)
      server.configuration = configuration(new.settings)
      log.tell(Complaint("reload: configuration and certificate were read again"))
      tellProblems(new.identity, new.settings)
    } catch {
      let cause: any Error =
        switch error {
        case OffloadError<any Error>.failed(let cause): cause
        default: error
        }
      log.tell(Complaint(cause, during: "reload: all stays as it was"))
    }
  }

  private func sweepAgainAndAgain(_ server: FTPServer) async {
    while true {
      let settings = settings.withLock { $0 }
      let sweeping = PartSweeping(
        accounts: accounts,
        ledger: server.ledger,
        anonymousHome: settings.anonymousHome,
        keeping: settings.keepCutUploads
      )
      do {
        try await OffloadPool.shared.run { [log] () throws(Never) in sweeping.sweep(log.tell) }
        try await loops.loops[0].sleep(for: PartSweeping.interval)
      } catch {
        // Cancelled, or the loop has ended.
        return
      }
    }
  }
}
