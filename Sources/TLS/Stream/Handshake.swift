internal import ByteStreams
internal import Synchronization

/// Carries a handshake over a stream.
struct Handshake<Base: ByteStream & Sendable> {
  private let base: Base

  init(_ base: Base) {
    self.base = base
  }

  /// Shakes hands, and closes the stream below where that fails.
  func run(
    refusing unreadBytes: [UInt8],
    _ makeEngine: () throws(TLSError) -> TLSEngine
  ) async throws(TLSError) -> TLSStream<Base> {
    do throws(TLSError) {
      guard unreadBytes.isEmpty else { throw .unexpectedBytes(count: unreadBytes.count) }
      let engine = try makeEngine()
      base.expectHandshake(true)
      let stream = try await shakeHands(engine)
      base.expectHandshake(false)
      return stream
    } catch {
      await base.close()
      throw error
    }
  }

  private func shakeHands(
    _ engine: consuming TLSEngine
  ) async throws(TLSError) -> TLSStream<Base> {
    var engine = engine
    while true {
      let result = engine.handshakeStep()
      if let records = engine.takeOutput() { try await send(records, result, &engine) }
      switch result {
      case .success(.done): return TLSStream(base, TLSNegotiated(engine), TLSStreamState(engine))
      case .success(.needsInput): try await receive(for: &engine)
      case .failure(let error): throw error
      }
    }
  }

  /// Sends what a step has made; after the last one, or a failure, what becomes of it is no failure
  /// of the handshake.
  private func send(
    _ records: consuming CiphertextBuffer,
    _ result: Result<TLSEngine.Step, TLSError>,
    _ engine: inout TLSEngine
  ) async throws(TLSError) {
    if case .failure = result {
      let last = LastRecords(records)
      return await atMost(TLSLimits.closingTimeMax) { [base] in try? await last.send(to: base) }
    }
    do throws(Base.Failure) {
      try await base.write(records.bytes)
    } catch {
      // A client may have gone after its last words, which are still to be read: only what a server
      // sends last, its tickets, does not arrive.
      guard case .success(.done) = result, engine.isServer, !Task.isCancelled else {
        throw .transport(error)
      }
      engine.cutWriting()
    }
  }

  private func receive(for engine: inout TLSEngine) async throws(TLSError) {
    do throws(Base.Failure) {
      try await base.waitForBytes()
      var records = CiphertextBuffer()
      let count = try await records.read(from: base)
      // Each time: the kernel takes the hint for the next few segments only. A client that holds
      // its last words back until its first are acknowledged would wait 40 ms for that.
      base.expectHandshake(true)
      if count > 0 { return engine.feed(records) }
    } catch {
      throw .transport(error)
    }
    throw .handshake(.ended)
  }
}

extension TLSEngine {
  /// A step of the handshake, and what it came to.
  mutating func handshakeStep() -> Result<Step, TLSError> {
    do throws(TLSError) { return .success(try handshake()) } catch { return .failure(error) }
  }
}
