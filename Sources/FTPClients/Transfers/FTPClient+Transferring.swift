internal import EventLoops
internal import FTPProtocol
internal import TLS

// What all transfers have in common: the data connection, the replies before and behind it, and
// what becomes of both when something fails.
extension FTPClient {
  /// Does a transfer.
  ///
  /// - Parameters:
  ///   - line: the command.
  ///   - offset: what REST is told before; 0 is nothing.
  ///   - body: moves the bytes, up to the end.
  /// - Returns: what `body` returns.
  /// - Throws: what `body` throws, or what the server says of the same; all that goes wrong before
  ///   and behind it.
  func transfer(
    _ line: CommandLine,
    from offset: Int64,
    _ body: (DataConnection) async throws(FTPClientError) -> Int64
  ) async throws(FTPClientError) -> Int64 {
    guard offset >= 0 else { throw .unusableArgument("a negative offset") }
    let preparation = try await prepareData()
    do throws(FTPClientError) {
      try await restart(at: offset)
      try await begin(line)
    } catch {
      await preparation.drop()
      throw error
    }
    let data = try await data(preparation, line)
    let count: Int64
    do throws(FTPClientError) {
      count = try await body(data)
    } catch {
      await data.abort()
      throw await settle(line, after: error)
    }
    return try await complete(line, data, count)
  }

  private func restart(at offset: Int64) async throws(FTPClientError) {
    guard offset > 0 else { return }
    let line = CommandLine("REST", "\(offset)")
    let reply = try await exchange(line)
    guard reply.code == 350 else { throw refusal(line, reply) }
  }

  /// Sends the command of a transfer, and takes the reply that says that it begins.
  ///
  /// A server that says at once that it is done has put all of it on its way.
  private func begin(_ line: CommandLine) async throws(FTPClientError) {
    try await control.send(line)
    let reply = try await control.reply(until: .after(configuration.limits.replyTime))
    guard reply.code.kind == .preliminary || reply.code.isSuccess else {
      throw refusal(line, reply)
    }
  }

  /// Makes the data connection; where it cannot be made, the transfer is over.
  private func data(
    _ preparation: DataPreparation,
    _ line: CommandLine
  ) async throws(FTPClientError) -> DataConnection {
    do throws(FTPClientError) {
      return try await openData(preparation)
    } catch {
      throw await settle(line, after: error)
    }
  }

  /// Takes the reply behind a transfer whose bytes have gone.
  private func complete(
    _ line: CommandLine,
    _ data: DataConnection,
    _ count: Int64
  ) async throws(FTPClientError) -> Int64 {
    do throws(FTPClientError) {
      if control.owedReplies > 0 {
        let deadline = Deadline.after(configuration.limits.completionTime)
        let reply = try await control.finalReply(until: deadline, .completion)
        guard reply.code.isSuccess else { throw refusal(line, reply) }
      }
      await data.close()
      return count
    } catch {
      await data.abort()
      throw error
    }
  }

  /// Gets both ends in step again after a transfer has failed, whose data connection is closed.
  ///
  /// - Returns: why it has failed: what the server says, where it says so.
  private func settle(
    _ line: CommandLine,
    after error: FTPClientError
  ) async -> FTPClientError {
    if Task.isCancelled { return .cancelled }
    guard control.owedReplies > 0, !error.endsSession else { return error }
    do throws(FTPClientError) {
      switch error {
      case .timedOut:
        // A server that could not connect, or waits no longer, has said so.
        if let reply = try await control.replyAtOnce(), reply.code.isFinal, !reply.code.isSuccess {
          return refusal(line, reply)
        }
        try await abortTransfer()
        return error
      case .transport, .dataConnection, .tls, .truncated:
        let deadline = Deadline.after(configuration.limits.abortTime)
        let reply = try await control.finalReply(until: deadline, .completion)
        return reply.code.isSuccess || error.isOfCertificate ? error : refusal(line, reply)
      default:
        try await abortTransfer()
        return error
      }
    } catch let other {
      // A cancellation is told even where it comes here.
      if case .cancelled = other { return other }
      return error
    }
  }

  /// Gives up a transfer whose data connection is closed.
  ///
  /// Servers answer ABOR with one reply more or less, and some do not read it before the transfer's
  /// end. The answer to PWD, which has a code of its own, tells when all has been said.
  private func abortTransfer() async throws(FTPClientError) {
    let deadline = Deadline.after(configuration.limits.abortTime)
    try await control.sendWhateverCame(CommandLine("ABOR"))
    try await control.sendWhateverCame(CommandLine("PWD"))
    for _ in 0..<Self.repliesToAbort {
      let reply = try await control.finalReply(until: deadline)
      if reply.code == 257 { return control.settle() }
    }
    throw .protocolViolation("no end of replies to ABOR")
  }

  /// Replies to a transfer, to ABOR, of which there may be two, and to PWD, at most.
  private static let repliesToAbort = 5
}

extension FTPClientError {
  /// Whether it is this side that does not trust the other.
  fileprivate var isOfCertificate: Bool {
    if case .tls(.certificate) = self { true } else { false }
  }
}
