internal import AsyncSockets
internal import ByteStreams
internal import EventLoops
internal import FTPProtocol
internal import SocketServers
internal import Sockets
internal import Synchronization

/// What a session meets where it waits for a command.
enum SessionInput {
  case line(FTPLine)
  /// The client has ended its side.
  case ended
  /// Somebody has asked for the session's attention: a transfer has ended, or it is to end.
  case interrupted
  /// The server is to end.
  case draining
}

extension FTPSession {
  /// The next command, which must have come as a whole in the time for it.
  func nextLine() async throws -> SessionInput {
    if let line = lines.next() { return .line(line) }
    let idleEnd = Deadline.after(settings.limits.idleTime)
    let limit = state.stage == .loggedIn ? idleEnd : min(idleEnd, loginDeadline)
    connection.transport.limitWaits(to: nil, until: limit)
    while true {
      if record.end != nil { return .interrupted }
      if let input = try await receive(isIdle: true) { return input }
      if let line = lines.next() { return .line(line) }
    }
  }

  /// The next command while a transfer runs, for as long as that takes.
  func nextLineDuringTransfer(_ progress: TransferProgress) async throws -> SessionInput {
    connection.transport.limitWaits(to: nil, until: .never)
    while true {
      if progress.hasEnded || record.end != nil { return .interrupted }
      if let line = lines.nextUnseen() { return .line(line) }
      if let input = try await receive(isIdle: false) { return input }
    }
  }

  /// Takes what has come, or waits for more; nil where it is worth looking again.
  ///
  /// What is encrypted may be here already, though nothing comes over the connection any more.
  private func receive(isIdle: Bool) async throws -> SessionInput? {
    switch try takeAtOnce() {
    case .bytes: return nil
    case .end: return .ended
    case .nothing: break
    }
    record.isListening.store(true, ordering: .relaxed)
    defer { record.isListening.store(false, ordering: .relaxed) }
    do {
      if isIdle {
        guard try await connection.waitForRequest() else { return .draining }
      } else {
        try await connection.transport.waitForBytes()
      }
    } catch let error as SocketError where error.code == .cancelled && !Task.isCancelled {
      connection.transport.takeBackInterruption()
    }
    return nil
  }

  /// What there was to take.
  private enum Taken {
    case bytes, end, nothing
  }

  @inline(never)
  private func takeAtOnce() throws -> Taken {
    switch try ReceivedBytes.readAtOnce(from: control, on: loop) {
    case .bytes(let received):
      lines.append(received.bytes)
      return .bytes
    case .end: return .end
    case .nothing: return .nothing
    }
  }

  /// Sends a reply: a client that reads none may not hold the session for ever.
  func send(_ reply: FTPReply) async throws {
    connection.transport.limitWaits(to: settings.limits.stalledTime, until: .never)
    try await control.write(reply.encoded)
  }

  /// Sends a last reply to a client that has had its time.
  func sendLast(_ reply: FTPReply) async {
    connection.transport.limitWaits(to: .seconds(1), until: .never)
    // Nobody is left to be told where it does not arrive.
    try? await control.write(reply.encoded)
  }
}
