internal import ByteStreams
internal import Synchronization

extension TLSStream {
  /// Closes as `ByteStream` says: sends `close_notify`, and closes the stream below.
  ///
  /// Where a write is under way, or one was cut off, the peer can make nothing of `close_notify`,
  /// and there is none: the write throws, and the peer reads `.truncated`. Where the peer takes
  /// nothing, this waits for `TLSLimits.closingTimeMax` at most, and in a cancelled task not at
  /// all. Who wants to be sure that all has arrived calls `finishWriting`, and reads to the end.
  ///
  /// A client of TLS 1.3 that has read nothing yet waits for the session tickets that the server
  /// sends, for `TLSLimits.lingeringTimeMax` at most: a socket that is closed before would be reset
  /// by them, and what was written just before could be lost.
  public func close() async {
    var records: CiphertextBuffer?
    let isFirst = state.withLock { state in
      guard !state.isClosed else { return false }
      state.isClosed = true
      // What a failure has left to say, an alert, goes out as well.
      if !state.isWriting, !state.engine.isCut {
        state.engine.finish()
        records = state.engine.takeOutput()
      }
      return true
    }
    guard isFirst else { return }
    if let records = records.take() { await sendLast(records) }
    await base.close()
  }

  /// Ends the encryption, and leaves the stream below open: sends `close_notify`, and reads up to
  /// the peer's.
  ///
  /// What comes and goes after that is in the clear (RFC 4217, section 13). Give it a deadline.
  ///
  /// - Returns: what has come in the clear already.
  /// - Throws: as `write`, and as a read; the connection is good for nothing then but to be closed.
  public func endEncryption() async throws(TLSError) -> [UInt8] {
    try state.withLock { state throws(TLSError) in try state.beginWriting() }
    var records: CiphertextBuffer?
    state.withLock { state in
      state.engine.finish()
      records = state.engine.takeOutput()
      state.isWriting = false
    }
    if let records = records.take() { try await send(records, from: 0) }
    while case let dropped = try await read(atMost: TLSLimits.recordBytesMax), !dropped.isEmpty {}
    return state.withLock { state in
      state.isClosed = true
      return state.engine.takeInput()
    }
  }

  private func sendLast(_ records: consuming CiphertextBuffer) async {
    // A child task cannot take over what cannot be copied, but what owns it.
    let last = LastRecords(records)
    await atMost(TLSLimits.closingTimeMax) { [base] in
      // Whoever closes has nothing more to do with what fails now.
      try? await last.send(to: base)
    }
    guard state.withLock({ state in state.mustLinger }) else { return }
    await atMost(TLSLimits.lingeringTimeMax) { [self] in
      try? await linger()
    }
  }

  /// Reads until the tickets have come that a server of TLS 1.3 sends after the handshake.
  private func linger() async throws(Base.Failure) {
    try await base.finishWriting()
    while state.withLock({ state in state.mustLinger }) {
      var records = CiphertextBuffer()
      guard try await records.read(from: base) > 0 else { return }
      var fed: CiphertextBuffer? = consume records
      state.withLock { state in
        if let records = fed.take() { state.engine.skip(records) }
      }
    }
  }
}

/// The records that a stream sends last.
final class LastRecords: Sendable {
  private let records: Mutex<CiphertextBuffer?>

  init(_ records: consuming CiphertextBuffer) {
    self.records = Mutex(records)
  }

  /// Sends them, once.
  func send<Base: ByteStream>(to base: Base) async throws(Base.Failure) {
    guard let records = records.withLock({ $0.take() }) else { return }
    try await base.write(records.bytes)
  }
}

/// Whether something is done.
private final class Completion: Sendable {
  let isDone = Atomic(false)
}

/// Does something for so long at most; then its task is cancelled, and waited for.
func atMost(
  _ duration: Duration,
  _ body: @escaping @Sendable () async -> Void
) async {
  let completion = Completion()
  await withTaskGroup(of: Void.self) { group in
    group.addTask {
      await body()
      completion.isDone.store(true, ordering: .relaxed)
    }
    // On an event loop the task has its turn now, and mostly all is done without a timer.
    await Task.yield()
    if !completion.isDone.load(ordering: .relaxed) {
      group.addTask { try? await Task.sleep(for: duration) }
    }
    await group.next()
    group.cancelAll()
  }
}
