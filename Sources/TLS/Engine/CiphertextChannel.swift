internal import COpenSSL

/// Where OpenSSL reads and writes records: two buffers in memory, as a BIO of our own, which
/// BIO_meth_new(3) describes.
///
/// Reading takes from what was fed, and asks to be called again where nothing is left; writing
/// always succeeds, up to a limit.
struct CiphertextChannel: ~Copyable {
  /// What has come and was not yet read.
  var input: CiphertextBuffer?
  /// What was made and was not yet sent.
  var output: CiphertextBuffer?
  /// How many bytes were read since the count was last set to 0.
  var readBytes = 0

  /// Moves what has come to OpenSSL; 0 where nothing is left.
  mutating func read(into target: UnsafeMutableRawPointer, atMost count: Int) -> Int {
    guard input != nil else { return 0 }
    // SAFETY: as the caller says; nothing keeps the memory.
    let taken = unsafe input?.take(into: target, atMost: count) ?? 0
    if input?.count == 0 { input = nil }
    readBytes += taken
    return taken
  }

  /// Takes over what OpenSSL has made; whether it was not too much.
  mutating func write(_ bytes: UnsafeRawBufferPointer) -> Bool {
    if output == nil { output = CiphertextBuffer() }
    // SAFETY: as the caller says; the bytes are copied.
    return unsafe output?.append(bytes) ?? false
  }
}

// MARK: - The BIO

extension CiphertextChannel {
  // SAFETY: OpenSSL only reads what the pointer leads to.
  /// The functions of the BIO, made once; nil where there is no memory.
  @safe private struct Method: @unchecked Sendable {
    let pointer: OpaquePointer?
  }

  // SAFETY: it is made once, and never freed.
  private static let method = unsafe Method(pointer: makeMethod())

  /// A BIO over a channel, which must live longer; nil where there is no memory.
  static func makeBIO(_ channel: UnsafeMutablePointer<CiphertextChannel>) -> OpaquePointer? {
    // SAFETY: the functions below get the channel back by BIO_get_data.
    guard let bio = unsafe BIO_new(method.pointer) else { return nil }
    unsafe BIO_set_data(bio, channel)
    unsafe BIO_set_init(bio, 1)
    return unsafe bio
  }

  private static func makeMethod() -> OpaquePointer? {
    // SAFETY: the functions have the types that OpenSSL calls them by.
    guard let method = unsafe BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "memory")
    else { return nil }
    unsafe BIO_meth_set_read_ex(method) { bio, target, count, done in
      unsafe CiphertextChannel.read(bio, target, count, done)
    }
    unsafe BIO_meth_set_write_ex(method) { bio, bytes, count, done in
      unsafe CiphertextChannel.write(bio, bytes, count, done)
    }
    unsafe BIO_meth_set_ctrl(method) { _, command, _, _ in
      command == BIO_CTRL_FLUSH ? 1 : 0
    }
    return unsafe method
  }

  private static func read(
    _ bio: OpaquePointer?,
    _ target: UnsafeMutablePointer<CChar>?,
    _ count: Int,
    _ done: UnsafeMutablePointer<Int>?
  ) -> Int32 {
    // SAFETY: OpenSSL calls this with memory of `count` bytes, while the engine that owns the
    // channel makes a call, and so for that one alone.
    unsafe copenssl_BIO_clear_retry_flags(bio)
    guard let target = unsafe target, let channel = unsafe channel(of: bio) else { return 0 }
    let taken = unsafe channel.pointee.read(into: target, atMost: count)
    unsafe done?.pointee = taken
    if taken == 0 { unsafe copenssl_BIO_set_retry_read(bio) }
    return taken == 0 ? 0 : 1
  }

  private static func write(
    _ bio: OpaquePointer?,
    _ bytes: UnsafePointer<CChar>?,
    _ count: Int,
    _ done: UnsafeMutablePointer<Int>?
  ) -> Int32 {
    // SAFETY: as for `read`, with bytes that are initialised.
    unsafe copenssl_BIO_clear_retry_flags(bio)
    guard let channel = unsafe channel(of: bio) else { return 0 }
    let source = unsafe UnsafeRawBufferPointer(start: bytes, count: count)
    guard unsafe channel.pointee.write(source) else { return 0 }
    unsafe done?.pointee = count
    return 1
  }

  private static func channel(
    of bio: OpaquePointer?
  ) -> UnsafeMutablePointer<CiphertextChannel>? {
    // SAFETY: `makeBIO` has put it there.
    unsafe BIO_get_data(bio)?.assumingMemoryBound(to: CiphertextChannel.self)
  }
}
