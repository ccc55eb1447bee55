internal import COpenSSL

extension TLSEngine {
  /// Whether an earlier write was cut off in the middle of a record.
  var isCut: Bool {
    if case .writingCut = writeFailure { true } else { false }
  }

  /// Notes that records did not arrive whole: nothing can follow.
  mutating func cutWriting() {
    writeFailure = .writingCut
  }

  /// Whether a client that has written something has not yet got the tickets that a server of TLS
  /// 1.3 sends after the handshake, before all else: one that closes now would be met by them.
  var awaitsTickets: Bool {
    // SAFETY: the connection is this value's.
    unsafe isHandshakeDone && readEnd == nil && notes.session == nil
      && !hasReceived && recordsOfKey > 0 && SSL_is_server(ssl) == 0
      && SSL_version(ssl) == TLS1_3_VERSION
  }

  /// Reads records for their tickets alone: plaintext is dropped.
  mutating func skip(_ records: consuming CiphertextBuffer) {
    feed(records)
    var dropped = [UInt8](repeating: 0, count: TLSLimits.recordBytesMax)
    var isDone = false
    while readEnd == nil, !isDone {
      OpenSSLErrors.clear()
      var count = 0
      // SAFETY: the array has as many bytes.
      let result = unsafe SSL_read_ex(ssl, &dropped, dropped.count, &count)
      if result == 1 { continue }
      isDone = true
      if (try? step(afterFailureOf: result)) == .done { readEnd = .end }
    }
    // SAFETY: OpenSSL looks at the channel during calls only.
    unsafe channel.pointee.input = nil
  }
}

extension TLSStreamState {
  /// Whether the tickets of a server are to be waited for before the stream below is closed; not
  /// where somebody is reading, who has that stream.
  var mustLinger: Bool { !isReading && engine.awaitsTickets }
}
