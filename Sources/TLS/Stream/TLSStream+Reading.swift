internal import ByteStreams
internal import Synchronization

extension TLSStream {
  /// Reads as `ByteStream` says: as much as has come and fits.
  ///
  /// - Returns: how many bytes were put into the buffer. 0 is the peer's `close_notify`.
  /// - Throws: `.truncated` where the stream below has ended without it; `.transport` where that
  ///   has failed; `.handshake` for what is no TLS, `.refused` where the peer says so, as where a
  ///   server of TLS 1.3 does not accept this client's certificate; `.busy`, `.closed`.
  public func read(into buffer: inout OutputRawSpan) async throws(TLSError) -> Int {
    guard !buffer.isFull else { return 0 }
    while true {
      if let count = try readAtOnce(into: &buffer) { return count }
      try await waitForRecords()
    }
  }

  /// Reads as `ByteStream` says: what records give that have come already.
  ///
  /// - Returns: as `read`; nil where more records must come, or the stream below does not read at
  ///   once.
  /// - Throws: as `read`.
  public func readAtOnce(into buffer: inout OutputRawSpan) throws(TLSError) -> Int? {
    guard !buffer.isFull else { return 0 }
    var result: Result<Int?, TLSError> = .success(nil)
    state.withLock { state in result = state.readAtOnce(into: &buffer, from: base) }
    return try result.get()
  }

  /// Waits as `ByteStream` says.
  ///
  /// - Throws: as a read where the stream below has failed.
  public func waitForBytes() async throws(TLSError) {
    while state.withLock({ state in state.engine.peek() == .needsInput && !state.isClosed }) {
      try await waitForRecords()
    }
  }

  /// Reads records from the stream below, once, waiting until there are any.
  @inline(__always)
  private func waitForRecords() async throws(TLSError) {
    let expectsMore = try state.withLock { state throws(TLSError) in
      try state.beginReading()
      return state.expectsMore
    }
    defer { state.withLock { state in state.isReading = false } }
    // The wait that holds no buffer. Where more is likely to be there, it would be a call for
    // nothing.
    if !expectsMore {
      do throws(Base.Failure) { try await base.waitForBytes() } catch {
        throw state.withLock { state in state.meaning(of: error) }
      }
    }
    var result: Result<Bool, TLSError> = .success(false)
    state.withLock { state in result = state.receiveAtOnce(from: base) }
    if try !result.get() { try await receive() }
  }

  /// Reads records from the stream below, once, and holds a buffer while it waits.
  private func receive() async throws(TLSError) {
    do throws(Base.Failure) {
      var records = CiphertextBuffer()
      _ = try await records.read(from: base)
      // A closure cannot consume what it captures, but what is in an optional.
      var received: CiphertextBuffer? = consume records
      state.withLock { state in
        if let records = received.take() { state.feed(records) }
      }
    } catch {
      throw state.withLock { state in state.meaning(of: error) }
    }
  }
}

extension TLSStreamState {
  /// What `TLSStream.readAtOnce` does, with the stream below.
  mutating func readAtOnce<Base: ByteStream>(
    into buffer: inout OutputRawSpan,
    from base: Base
  ) -> Result<Int?, TLSError> {
    do throws(TLSError) {
      try checkReading()
      while true {
        switch try engine.read(into: &buffer) {
        case .bytes(let count): return .success(count)
        case .end: return .success(0)
        case .needsInput: guard try receiveAtOnce(from: base).get() else { return .success(nil) }
        }
      }
    } catch {
      return .failure(error)
    }
  }

  /// Reads records from the stream below, once; false where that might wait.
  mutating func receiveAtOnce<Base: ByteStream>(from base: Base) -> Result<Bool, TLSError> {
    var records = CiphertextBuffer()
    do throws(Base.Failure) {
      guard try records.readAtOnce(from: base) != nil else { return .success(false) }
    } catch {
      return .failure(meaning(of: error))
    }
    feed(records)
    return .success(true)
  }

  /// Hands over what was read; nothing is the end.
  mutating func feed(_ records: consuming CiphertextBuffer) {
    expectsMore = records.isFull
    if records.count > 0 { engine.feed(records) } else { engine.endInput() }
  }
}
