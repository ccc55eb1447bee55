internal import ByteStreams

extension TLSServer {
  /// Makes an encrypted stream of one to a client: the handshake.
  ///
  /// It takes as long as the client does: give it a deadline. Where it fails, or its task is
  /// cancelled, the stream below is closed.
  ///
  /// - Parameters:
  ///   - base: the stream below, which the encrypted one owns from now on.
  ///   - unreadBytes: what had been read from `base` and not taken before both agreed to begin TLS
  ///     in mid-stream: there must be none. See `BufferedReader.intoBase`.
  ///   - givesTickets: whether the client is given what it can resume the session with. One that
  ///     never reads closes with them unread, and its kernel resets the connection then: where that
  ///     loses something, give none.
  /// - Returns: the stream. A client that had to prove who it is has done so.
  /// - Throws: `.certificate` where it has not; `.handshake`, `.refused`; `.unexpectedBytes`;
  ///   `.transport` where the stream below has failed.
  public func accept<Base: ByteStream & Sendable>(
    over base: Base,
    unreadBytes: [UInt8] = [],
    givesTickets: Bool = true
  ) async throws(TLSError) -> TLSStream<Base> {
    let handshake = Handshake(base)
    return try await handshake.run(refusing: unreadBytes) { () throws(TLSError) in
      let engine = try makeEngine()
      if !givesTickets { engine.withholdTickets() }
      return engine
    }
  }

  /// Makes an encrypted stream of one to a client, which resumes no session and gets nothing to
  /// resume this one with; else as `accept`.
  package func acceptAnew<Base: ByteStream & Sendable>(
    over base: Base
  ) async throws(TLSError) -> TLSStream<Base> {
    let handshake = Handshake(base)
    return try await handshake.run(refusing: []) { () throws(TLSError) in
      let engine = try makeEngine()
      engine.withholdTickets()
      try engine.refuseSessions()
      return engine
    }
  }

  func makeEngine() throws(TLSError) -> TLSEngine {
    let notes = HandshakeNotes(identities: identities, ticketKeys: ticketKeys)
    return try TLSEngine(context, isServer: true, notes)
  }
}
