internal import ByteStreams
internal import COpenSSL

/// One end of a TLS connection without a connection: bytes in, bytes out.
///
/// Records that have come are fed, records that are to be sent are taken; in between is plaintext.
/// Nothing here waits. It stands on `SSL` of OpenSSL over memory of its own (`CiphertextChannel`),
/// and no call of it leaves an error in the thread's queue for others.
// SAFETY: the pointers are this value's alone, which cannot be copied, and are freed with it. A
// connection of OpenSSL may move between threads that use it one after the other.
@safe
package struct TLSEngine: ~Copyable, @unchecked Sendable {
  let ssl: OpaquePointer
  let channel: UnsafeMutablePointer<CiphertextChannel>
  let notes: HandshakeNotes
  /// Kept, because its callbacks are called.
  let context: TLSContext

  /// Whether plaintext can be exchanged.
  package internal(set) var isHandshakeDone = false

  /// What every further read comes to.
  var readEnd: ReadEnd?

  /// Why nothing can be written any more.
  var writeFailure: TLSError?

  /// Whether `close_notify` was sent.
  var hasFinished = false

  /// Whether plaintext has come.
  var hasReceived = false

  /// Records that were made since the keys were new, as far as plaintext tells.
  var recordsOfKey = 0

  /// How reading ends, once and for all.
  enum ReadEnd {
    /// The peer has said `close_notify`.
    case end
    /// Reading has failed.
    case failure(TLSError)
  }

  /// What a call came to that needs the peer.
  package enum Step: Equatable {
    /// It is done.
    case done
    /// More records must be fed before it can go on.
    case needsInput
  }

  /// An end of a new connection.
  ///
  /// - Throws: `.handshake` where there is no memory.
  init(
    _ context: TLSContext,
    isServer: Bool,
    _ notes: HandshakeNotes
  ) throws(TLSError) {
    OpenSSLErrors.clear()
    // SAFETY: the context is kept below, and the notes; the BIO goes to the `SSL`, which frees it
    // before the channel is. Nobody has what is freed here.
    let channel = UnsafeMutablePointer<CiphertextChannel>.allocate(capacity: 1)
    let ssl = unsafe SSL_new(context.pointer)
    guard let ssl = unsafe ssl, let bio = unsafe CiphertextChannel.makeBIO(channel) else {
      unsafe SSL_free(ssl)
      unsafe channel.deallocate()
      throw TLSError(OpenSSLErrors(), certificateFault: nil)
    }
    unsafe channel.initialize(to: CiphertextChannel())
    unsafe SSL_set_bio(ssl, bio, bio)
    unsafe copenssl_SSL_set_app_data(ssl, Unmanaged.passUnretained(notes).toOpaque())
    if isServer { unsafe SSL_set_accept_state(ssl) } else { unsafe SSL_set_connect_state(ssl) }
    unsafe self.ssl = ssl
    unsafe self.channel = channel
    self.notes = notes
    self.context = context
  }

  deinit {
    // SAFETY: nobody else has them; the BIO within `ssl` ends before the channel.
    unsafe SSL_free(ssl)
    unsafe channel.deinitialize(count: 1)
    unsafe channel.deallocate()
  }

  /// Hands over records that have come; those that were fed before must have been used up.
  mutating func feed(_ records: consuming CiphertextBuffer) {
    // SAFETY: OpenSSL looks at the channel during calls only.
    unsafe channel.pointee.input = consume records
  }

  /// Takes what was fed and not used up: what is behind the end of TLS.
  mutating func takeInput() -> [UInt8] {
    // SAFETY: as for `feed`.
    guard let rest = unsafe channel.pointee.input.take() else { return [] }
    return [UInt8](copying: rest.bytes)
  }

  /// Takes the records that are to be sent; nil where there are none.
  mutating func takeOutput() -> CiphertextBuffer? {
    // SAFETY: as for `feed`.
    unsafe channel.pointee.output.take()
  }

  /// Whether this is the end of a server.
  var isServer: Bool { notes.identities != nil }

  /// What a call of OpenSSL came to that did not succeed; directly after it.
  ///
  /// - Returns: `.needsInput`; `.done` where the peer has said `close_notify`.
  /// - Throws: what it means. Nothing can be read or written then.
  mutating func step(afterFailureOf result: Int32) throws(TLSError) -> Step {
    // SAFETY: the connection is this value's.
    switch unsafe SSL_get_error(ssl, result) {
    case SSL_ERROR_WANT_READ: return .needsInput
    case SSL_ERROR_ZERO_RETURN: return .done
    default:
      let error = TLSError(OpenSSLErrors(), certificateFault: notes.certificateFault)
      fail(error)
      throw error
    }
  }

  /// Lets reading and writing fail from now on.
  mutating func fail(_ error: TLSError) {
    readEnd = readEnd ?? .failure(error)
    writeFailure = writeFailure ?? error
  }
}
