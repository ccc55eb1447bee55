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
    try state.withLock { state throws(TLSError) in try state.beginReading() }
    defer { state.withLock { state in state.isReading = false } }
    while true {
      var step: Result<TLSEngine.ReadStep, TLSError> = .success(.needsInput)
      state.withLock { state in step = state.read(into: &buffer) }
      switch try step.get() {
      case .bytes(let count): return count
      case .end: return 0
      case .needsInput: try await receive()
      }
    }
  }

  /// Waits as `ByteStream` says.
  ///
  /// - Throws: as a read where the stream below has failed.
  public func waitForBytes() async throws(TLSError) {
    try state.withLock { state throws(TLSError) in try state.beginReading() }
    defer { state.withLock { state in state.isReading = false } }
    while state.withLock({ state in state.engine.peek() == .needsInput && !state.isClosed }) {
      try await receive()
    }
  }

  /// Reads records from the stream below, once, waiting until there are any.
  private func receive() async throws(TLSError) {
    do throws(Base.Failure) {
      // The wait that holds no buffer. Where more is likely to be there, it would be a call for
      // nothing.
      if !state.withLock({ state in state.expectsMore }) { try await base.waitForBytes() }
      try await receiveNow()
    } catch {
      throw state.withLock { state in state.meaning(of: error) }
    }
  }

  private func receiveNow() async throws(Base.Failure) {
    var records = CiphertextBuffer()
    let count = try await records.read(from: base)
    let isFull = records.isFull
    // A closure cannot consume what it captures, but what is in an optional.
    var fed: CiphertextBuffer? = consume records
    state.withLock { state in
      state.expectsMore = isFull
      guard count > 0 else { return state.engine.endInput() }
      if let records = fed.take() { state.engine.feed(records) }
    }
  }
}

extension TLSStreamState {
  mutating func read(
    into buffer: inout OutputRawSpan
  ) -> Result<TLSEngine.ReadStep, TLSError> {
    guard !isClosed else { return .failure(.closed) }
    do throws(TLSError) {
      return .success(try engine.read(into: &buffer))
    } catch {
      return .failure(error)
    }
  }
}
