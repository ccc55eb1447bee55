internal import COpenSSL

extension TLSEngine {
  /// Makes records of the first bytes of `plaintext`, which is not empty, for `takeOutput`:
  /// SSL_write_ex(3).
  ///
  /// - Returns: how many bytes were taken: at most four records' worth.
  /// - Throws: `.finished` after `finish`; what has ended the connection before.
  mutating func write(_ plaintext: RawSpan) throws(TLSError) -> Int {
    if let writeFailure { throw writeFailure }
    if hasFinished { throw .finished }
    if recordsOfKey >= TLSLimits.recordsOfKeyMax { updateKey() }
    OpenSSLErrors.clear()
    var count = 0
    let piece = plaintext.extracting(first: TLSLimits.plaintextPieceBytesMax)
    let result = unsafe piece.withUnsafeBytes { bytes in
      // SAFETY: OpenSSL reads the bytes during the call.
      unsafe SSL_write_ex(ssl, bytes.baseAddress, bytes.count, &count)
    }
    guard result == 1 else {
      // The output takes whatever comes, so that nothing is ever half done here.
      guard try step(afterFailureOf: result) == .done else {
        fail(.handshake(.other("a write that waits for the peer")))
        throw .handshake(.other("a write that waits for the peer"))
      }
      throw .finished
    }
    recordsOfKey += (count + TLSLimits.recordBytesMax - 1) / TLSLimits.recordBytesMax
    return count
  }

  /// Encrypts with a new key from the next write on: SSL_key_update(3).
  ///
  /// TLS 1.2 has no such thing.
  ///
  /// - Parameter isRequested: whether the peer is to do the same.
  mutating func updateKey(requestingPeers isRequested: Bool = false) {
    recordsOfKey = 0
    OpenSSLErrors.clear()
    // SAFETY: the connection is this value's.
    guard unsafe SSL_version(ssl) == TLS1_3_VERSION else { return }
    unsafe _ = SSL_key_update(
      ssl,
      isRequested ? SSL_KEY_UPDATE_REQUESTED : SSL_KEY_UPDATE_NOT_REQUESTED
    )
    OpenSSLErrors.clear()
  }

  /// Makes the `close_notify` that ends this half: SSL_shutdown(3).
  ///
  /// Once.
  mutating func finish() {
    guard !hasFinished, isHandshakeDone, writeFailure == nil else { return }
    hasFinished = true
    OpenSSLErrors.clear()
    // SAFETY: the connection is this value's.
    unsafe _ = SSL_shutdown(ssl)
    OpenSSLErrors.clear()
  }
}
