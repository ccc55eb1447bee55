internal import COpenSSL

extension TLSEngine {
  /// What a read came to.
  package enum ReadStep: Equatable {
    /// So many bytes of plaintext were put into the buffer, at least one.
    case bytes(Int)
    /// The peer has ended its half.
    case end
    /// More records must be fed.
    case needsInput
  }

  /// Moves plaintext to the free part of `output`, which has room: SSL_read_ex(3), for as many
  /// records as have come and fit.
  ///
  /// - Returns: what it came to.
  /// - Throws: `.truncated` after the last byte where the stream below has ended without
  ///   `close_notify`; `.handshake` for what is no TLS, `.refused`. Reading is over then.
  mutating func read(into output: inout OutputRawSpan) throws(TLSError) -> ReadStep {
    let before = output.byteCount
    // What has failed or ended is told once all that had come before is taken.
    while readEnd == nil, !output.isFull, hasSomething, readRecord(into: &output) {}
    let count = output.byteCount - before
    if count > 0 { return .bytes(count) }
    switch readEnd {
    case .end: return .end
    case .failure(let error): throw error
    case nil: return .needsInput
    }
  }

  /// Looks whether a read has something to tell, and takes nothing: SSL_peek_ex(3).
  ///
  /// - Returns: `.done` for plaintext, the end or a failure; else `.needsInput`.
  mutating func peek() -> Step {
    guard readEnd == nil else { return .done }
    guard hasSomething else { return .needsInput }
    OpenSSLErrors.clear()
    var byte: UInt8 = 0
    var count = 0
    // SAFETY: the connection is this value's; the byte lives through the call.
    let result = unsafe SSL_peek_ex(ssl, &byte, 1, &count)
    if result != 1 { noteEnd(afterFailureOf: result) }
    return result == 1 || readEnd != nil ? .done : .needsInput
  }

  /// Whether there is something to look at: records that are not used up, or what OpenSSL has taken
  /// of them.
  private var hasSomething: Bool {
    // SAFETY: OpenSSL looks at the channel during calls only; the connection is this value's.
    unsafe channel.pointee.input != nil || SSL_has_pending(ssl) == 1
  }

  /// Moves what one record has; whether there may be more.
  private mutating func readRecord(into output: inout OutputRawSpan) -> Bool {
    OpenSSLErrors.clear()
    var result: Int32 = 0
    unsafe output.withUnsafeMutableBytes { memory, initializedCount in
      // SAFETY: OpenSSL writes at most as many bytes as are free, and tells how many.
      var count = 0
      let free = unsafe UnsafeMutableRawBufferPointer(rebasing: memory[initializedCount...])
      result = unsafe SSL_read_ex(ssl, free.baseAddress, free.count, &count)
      if result == 1 { initializedCount += count }
    }
    guard result == 1 else {
      noteEnd(afterFailureOf: result)
      return false
    }
    hasReceived = true
    limitAnswers()
    return true
  }

  /// Notes how reading has ended, if it has.
  private mutating func noteEnd(afterFailureOf result: Int32) {
    do throws(TLSError) {
      if try step(afterFailureOf: result) == .done { readEnd = readEnd ?? .end }
      limitAnswers()
    } catch {
      // It was noted, and ends reading.
    }
  }

  /// Ends reading from a peer that asks for answers and reads none, or wants another handshake.
  private mutating func limitAnswers() {
    // SAFETY: OpenSSL looks at the channel during calls only, and the connection is this value's.
    let waiting = unsafe channel.pointee.output?.count ?? 0
    if unsafe waiting > 0 && SSL_version(ssl) == TLS1_2_VERSION {
      // The one answer of TLS 1.2 says that a handshake is refused; its peer would wait for it.
      fail(.handshake(.renegotiation))
    } else if waiting > TLSLimits.answerBytesMax {
      fail(.handshake(.tooLong(limitBytes: TLSLimits.answerBytesMax)))
    }
  }
}
