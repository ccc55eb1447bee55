internal import COpenSSL

/// What a server puts into a session, so that it knows it again: all connections that resume a
/// session, or one that came of it, have the tag of the first.
struct ResumptionTag: Hashable, Sendable {
  /// Bytes of a tag: 16, so that no two are ever the same.
  static let byteCount = 16

  let bytes: [UInt8]

  /// A tag that nobody has: RAND_bytes(3); nil where the system has no randomness.
  static func new() -> ResumptionTag? {
    var bytes = [UInt8](repeating: 0, count: byteCount)
    // SAFETY: the array has as many bytes.
    guard unsafe RAND_bytes(&bytes, Int32(byteCount)) == 1 else { return nil }
    return ResumptionTag(bytes: bytes)
  }

  private init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// That of a session; nil where it has none: SSL_SESSION_get0_ticket_appdata(3).
  init?(of session: OpaquePointer?) {
    var start: UnsafeMutableRawPointer?
    var count = 0
    // SAFETY: the bytes belong to the session, which is the caller's, and are copied.
    guard let session = unsafe session,
      unsafe SSL_SESSION_get0_ticket_appdata(session, &start, &count) == 1,
      count == ResumptionTag.byteCount
    else { return nil }
    bytes = unsafe [UInt8](UnsafeRawBufferPointer(start: start, count: count))
  }

  /// Writes it into a session: SSL_SESSION_set1_ticket_appdata(3).
  func put(into session: OpaquePointer?) {
    // SAFETY: the session is the caller's, and copies the bytes.
    unsafe _ = SSL_SESSION_set1_ticket_appdata(session, bytes, bytes.count)
  }
}
