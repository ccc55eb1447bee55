internal import ByteStreams
internal import Synchronization

extension TLSStream {
  /// Writes as `ByteStream` says: returns when the stream below has taken all of it.
  ///
  /// - Throws: `.transport` where the stream below has failed, or the task was cancelled: what has
  ///   crossed is the beginning of it, and every later write throws `.writingCut`; `.finished`,
  ///   `.busy`, `.closed`.
  public func write(_ bytes: RawSpan) async throws(TLSError) {
    guard !bytes.isEmpty else { return }
    try state.withLock { state throws(TLSError) in try state.beginWriting() }
    defer { state.withLock { state in state.isWriting = false } }
    var written = 0
    while written < bytes.byteCount {
      var result: Result<Int, TLSError> = .success(0)
      var records: CiphertextBuffer?
      state.withLock { state in
        result = state.encrypt(bytes.extracting(droppingFirst: written))
        records = state.engine.takeOutput()
      }
      written += try result.get()
      guard let records = records.take() else { continue }
      let sent = try sendAtOnce(records)
      if sent < records.count { try await send(records, from: sent) }
    }
  }

  /// Ends the writing half as `ByteStream` says: sends `close_notify`, and ends the half of the
  /// stream below.
  ///
  /// Reading goes on; what a peer of TLS 1.2 does then is its own affair (RFC 5246, section 7.2.1,
  /// lets it close at once).
  ///
  /// - Throws: as `write`, and no `.finished`.
  public func finishWriting() async throws(TLSError) {
    try state.withLock { state throws(TLSError) in try state.beginWriting() }
    defer { state.withLock { state in state.isWriting = false } }
    var records: CiphertextBuffer?
    let isFirst = try state.withLock { state throws(TLSError) in
      if state.engine.hasFinished { return false }
      if let failure = state.engine.writeFailure { throw failure }
      state.engine.finish()
      records = state.engine.takeOutput()
      return true
    }
    guard isFirst else { return }
    if let records = records.take() { try await send(records, from: 0) }
    do throws(Base.Failure) {
      try await base.finishWriting()
    } catch {
      throw state.withLock { state in state.meaning(of: error) }
    }
  }

  /// Writes what the stream below takes of records without a wait; how many bytes that was.
  private func sendAtOnce(_ records: borrowing CiphertextBuffer) throws(TLSError) -> Int {
    do throws(Base.Failure) {
      return try base.writeAtOnce(records.bytes)
    } catch {
      throw state.withLock { state in
        state.engine.cutWriting()
        return state.meaning(of: error)
      }
    }
  }

  /// Writes records to the stream below, from an offset on.
  ///
  /// Where it fails, nobody knows how much has gone.
  func send(
    _ records: consuming CiphertextBuffer,
    from start: Int
  ) async throws(TLSError) {
    do throws(Base.Failure) {
      try await base.write(records.bytes.extracting(droppingFirst: start))
    } catch {
      throw state.withLock { state in
        state.engine.cutWriting()
        return state.meaning(of: error)
      }
    }
  }
}

extension TLSStreamState {
  mutating func encrypt(_ bytes: RawSpan) -> Result<Int, TLSError> {
    guard !isClosed else { return .failure(.closed) }
    do throws(TLSError) {
      return .success(try engine.write(bytes))
    } catch {
      return .failure(error)
    }
  }
}
