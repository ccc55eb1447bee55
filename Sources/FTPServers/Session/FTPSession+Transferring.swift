internal import Accounts
internal import AsyncSockets
internal import FTPProtocol
internal import HomeDirectories
internal import SocketServers
internal import Sockets
internal import Synchronization
internal import TLS

// A transfer, and the commands that come while it runs.
extension FTPSession {
  /// Makes the data connection and transfers, in a child task, and attends to the client meanwhile.
  ///
  /// - Parameters:
  ///   - command: asks for it.
  ///   - progress: is told how far it comes.
  ///   - opening: goes to the client before it begins.
  ///   - body: transfers.
  /// - Returns: what it came to; nothing was said of that yet.
  /// - Throws: `FTPReply` where no data connection was prepared.
  func transfer(
    _ command: FTPCommand,
    _ progress: TransferProgress,
    opening: FTPReply,
    _ body: @escaping @Sendable (DataConnection) async throws -> Void
  ) async throws -> TransferOutcome {
    guard !preparation.isNone else { throw FTPReply.noDataConnection }
    let connector = takeConnector()
    do {
      try await send(opening)
    } catch {
      await connector.preparation.drop()
      throw error
    }
    transfer = progress
    server.sessions.begin(progress, of: record)
    defer {
      transfer = nil
      server.sessions.endTransfer(of: record)
      connection.transport.takeBackInterruption()
    }
    let record = record
    return await withTaskGroup(of: TransferOutcome?.self) { group in
      group.addTask(executorPreference: loop) {
        let outcome = await Self.outcome(connector, progress, isUpload: command.isUpload, body)
        progress.end()
        record.wake()
        return outcome
      }
      let attention = await attend(progress)
      switch attention {
      case .ended: break
      case .cut: group.cancelAll()
      case .deaf:
        // Others can end the session nevertheless.
        group.addTask(executorPreference: loop) {
          await record.waitForEnd()
          return nil
        }
      }
      let outcome = await group.next() ?? nil
      group.cancelAll()
      if attention == .deaf || command.isUpload { noteLoss() }
      return attention == .cut || isLost ? .cancelled : outcome ?? .cancelled
    }
  }

  /// Whether the client is gone, so that nobody knows whether its upload is whole.
  private var isLost: Bool { settings.cutsUploadsOfLostClients && end == .lost }

  /// Looks whether a client is gone whose bytes are not read any more, or were not yet: one that
  /// closes both connections may have its data read to the end first.
  private func noteLoss() {
    guard end == nil else { return }
    let information = try? connection.transport.withSocket { socket throws(SocketError) in
      try socket[.information]
    }
    if information?.state != .established { end = .lost }
  }

  private static func outcome(
    _ connector: DataConnector,
    _ progress: TransferProgress,
    isUpload: Bool,
    _ body: @Sendable (DataConnection) async throws -> Void
  ) async -> TransferOutcome {
    let data: DataConnection
    do throws(DataConnector.Failure) {
      data = try await connector.connect()
    } catch {
      switch error {
      case .cancelled: return .cancelled
      case .refused(let reply): return .failed(reply)
      }
    }
    do {
      try await body(data)
      await data.close()
      return .complete
    } catch let error as ActionError where isUpload && !Task.isCancelled {
      progress.refuse(data)
      return .failed(FTPReply(transferError: error))
    } catch {
      await data.abort()
      return Task.isCancelled ? .cancelled : .failed(FTPReply(transferError: error))
    }
  }

  /// What a session has to do with its transfer, when it attends to the client no more.
  private enum Attention {
    /// The transfer has ended.
    case ended
    /// It is to be cut: by ABOR, or because the client is lost or the session is to end.
    case cut
    /// It goes on, and the client has nothing more to say that would not wait for its end.
    case deaf
  }

  /// Does the commands that do not wait for the transfer's end.
  private func attend(_ progress: TransferProgress) async -> Attention {
    do {
      while true {
        // Full, it stops reading: what has come is done in order, nothing is lost.
        guard !lines.isFull else { return .deaf }
        switch try await nextLineDuringTransfer(progress) {
        case .line(let line): if try await attend(to: line) { return .cut }
        case .ended:
          end = end ?? .lost
          // The data may be all there already: decided where its file is.
          return isLost ? .cut : .deaf
        case .interrupted: return record.end == nil ? .ended : .cut
        case .draining: return .deaf
        }
        if let end { return end == .quit ? .deaf : .cut }
      }
    } catch {
      end = end ?? .lost
      return .cut
    }
  }

  /// Does a command at once, or lets it wait; whether it cuts the transfer.
  private func attend(to line: FTPLine) async throws -> Bool {
    let parsed = FTPCommand.parse(line)
    guard state.isUrgent(parsed) else {
      lines.wait(line)
      return false
    }
    if case .success(.abor) = parsed, state.stage == .loggedIn {
      isAborted = true
      return true
    }
    switch state.admit(parsed) {
    case .reply(let reply): try await send(reply)
    case .close(let reply):
      end = .protocolViolation
      try await send(reply)
      return true
    case .perform(.stat(nil)): try await send(sessionStatus())
    case .perform(let command): try await performAccess(command)
    }
    return false
  }

  /// A transfer that begins now.
  func progress(of path: HomePath, totalBytes: Int64? = nil) -> TransferProgress {
    TransferProgress(
      path: path.text,
      totalBytes: totalBytes,
      account: account,
      isEncrypted: state.encryptsData,
      isText: state.type == .ascii
    )
  }

  /// Says what has become of a transfer.
  func conclude(
    _ command: FTPCommand,
    _ direction: FTPTransferRecord.Direction,
    _ progress: TransferProgress,
    _ outcome: TransferOutcome
  ) async throws {
    report(direction, progress, outcome)
    if case .cancelled = outcome { await progress.takeRefused()?.abort() }
    let wasAborted = isAborted
    isAborted = false
    switch outcome {
    case .complete:
      state.complete(command, with: 226)
      try await send(.transferComplete)
    case .failed(let reply):
      state.complete(command, with: reply.code)
      let refused = progress.takeRefused()
      do { try await send(refuse(command, reply)) } catch {
        await refused?.abort()
        throw error
      }
      await refused?.drain(for: settings.limits.drainTime)
    case .cancelled:
      state.complete(command, with: 426)
      guard end != .lost else { return }
      try await send(.transferAborted)
      if wasAborted { try await send(.abortComplete) }
    }
  }

  private func report(
    _ direction: FTPTransferRecord.Direction,
    _ progress: TransferProgress,
    _ outcome: TransferOutcome
  ) {
    var reason: String?
    let result: FTPTransferRecord.Result
    switch outcome {
    case .complete: result = .complete
    case .cancelled: result = .aborted
    case .failed(let reply):
      result = .failed
      reason = String(decoding: reply.lines[0], as: UTF8.self)
    }
    settings.report(
      .transferred(
        FTPTransferRecord(
          session: record.id,
          name: progress.account?.name.text ?? "",
          peer: record.peer,
          direction: direction,
          path: progress.path,
          bytes: progress.bytes,
          duration: progress.began.duration(to: .now),
          isEncrypted: progress.isEncrypted,
          isText: progress.isText,
          result: result,
          reason: reason
        )
      )
    )
  }
}

extension FTPReply {
  /// What a client is told of an error in the middle of a transfer.
  fileprivate init(transferError error: any Error) {
    switch error {
    case let error as ActionError: self = error.reply
    case let error as HomeError: self = error.reply
    case let error as SocketError where error.code == .timedOut: self = .transferStalled
    case let error as TLSError where error.isTruncation: self = .transferCut
    case let error as TLSError where error.isTimeout: self = .transferStalled
    default: self = .transferBroken
    }
  }
}
