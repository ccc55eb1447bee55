internal import COpenSSL
internal import Synchronization

extension TLSContext {
  /// Lets a store keep all sessions, and gives clients only their names:
  /// SSL_CTX_sess_set_new_cb(3) and its like.
  func keepSessions(in store: any TLSSessionStore) {
    sessionStore.withLock { $0 = store }
    let mode = SSL_SESS_CACHE_SERVER | SSL_SESS_CACHE_NO_INTERNAL
    // SAFETY: the context is not shared yet. OpenSSL calls the functions in calls of an engine,
    // whose context keeps the store.
    unsafe copenssl_SSL_CTX_set_session_cache_mode(pointer, Int(mode))
    unsafe copenssl_SSL_CTX_set_no_ticket(pointer)
    unsafe SSL_CTX_sess_set_new_cb(pointer) { ssl, session in
      unsafe TLSContext.keep(session, of: ssl)
      return 0
    }
    unsafe SSL_CTX_sess_set_get_cb(pointer) { ssl, id, count, isShared in
      unsafe isShared?.pointee = 0
      let id = unsafe Array(UnsafeBufferPointer(start: id, count: Int(count)))
      return unsafe TLSContext.session(for: id, of: ssl)
    }
    unsafe copenssl_SSL_CTX_set_app_data(pointer, Unmanaged.passUnretained(self).toOpaque())
    unsafe SSL_CTX_sess_set_remove_cb(pointer) { context, session in
      unsafe TLSContext.forget(session, of: context)
    }
  }

  private static func keep(_ session: OpaquePointer?, of ssl: OpaquePointer?) {
    // SAFETY: the session is lent for the call.
    guard let store = unsafe store(of: SSL_get_SSL_CTX(ssl)), let session = unsafe session else {
      return
    }
    let bytes = unsafe encodedBytes(of: { unsafe i2d_SSL_SESSION(session, $0) })
    guard bytes.count <= TLSLimits.sessionBytesMax else { return }
    unsafe store.keep(bytes, for: id(of: session))
  }

  private static func session(for id: [UInt8], of ssl: OpaquePointer?) -> OpaquePointer? {
    // SAFETY: OpenSSL takes the share over.
    guard let store = unsafe store(of: SSL_get_SSL_CTX(ssl)) else { return nil }
    return unsafe store.session(for: id).flatMap { unsafe TLSSession.decode($0) }
  }

  private static func forget(_ session: OpaquePointer?, of context: OpaquePointer?) {
    guard let session = unsafe session else { return }
    // SAFETY: the session is lent for the call.
    unsafe store(of: context)?.forget(id(of: session))
  }

  private static func id(of session: OpaquePointer) -> [UInt8] {
    var count: UInt32 = 0
    // SAFETY: the bytes belong to the session, and are copied.
    let start = unsafe SSL_SESSION_get_id(session, &count)
    return unsafe Array(UnsafeBufferPointer(start: start, count: Int(count)))
  }

  private static func store(of context: OpaquePointer?) -> (any TLSSessionStore)? {
    // SAFETY: `keepSessions` has put the context's owner there, which outlives the calls.
    guard let address = unsafe copenssl_SSL_CTX_get_app_data(context) else { return nil }
    let owner = unsafe Unmanaged<TLSContext>.fromOpaque(address).takeUnretainedValue()
    return owner.sessionStore.withLock { $0 }
  }
}
