internal import COpenSSL

/// What OpenSSL says of a call that has failed: the queue of the calling thread, of err(7).
///
/// It is emptied before each call and read right after it, with nothing in between that could wait
/// and go on on another thread.
struct OpenSSLErrors {
  /// The first error of the queue, which is the cause of the others; 0 where there is none.
  let code: UInt

  /// Forgets what earlier calls on this thread have left.
  ///
  /// Emptying a queue costs four times as much as seeing that it is empty.
  static func clear() {
    if ERR_peek_error() != 0 { ERR_clear_error() }
  }

  /// Takes the errors of the last call.
  init() {
    code = ERR_get_error()
    ERR_clear_error()
  }

  /// Which part of OpenSSL it is of.
  var library: Int32 { copenssl_ERR_GET_LIB(code) }

  /// The number of the reason, within the library.
  var reason: Int32 { copenssl_ERR_GET_REASON(code) }

  /// Whether it is of the part that speaks TLS.
  var isOfTLS: Bool { library == ERR_LIB_SSL }

  /// Whether a key or a signature is below the level of security.
  var isOfWeakness: Bool {
    isOfTLS
      && [SSL_R_EE_KEY_TOO_SMALL, SSL_R_CA_KEY_TOO_SMALL, SSL_R_CA_MD_TOO_WEAK].contains(reason)
  }

  /// The reason in words: the last part of what ERR_error_string_n(3) gives.
  var text: String {
    guard code != 0 else { return "no reason given" }
    let text = unsafe String(capacityBytes: 256) { buffer in
      // SAFETY: the buffer has that many bytes, and gets a text that ends with 0.
      unsafe ERR_error_string_n(code, buffer.baseAddress, buffer.count)
    }
    return text.split(separator: ":").last.map(String.init) ?? text
  }
}

extension String {
  /// A text that C writes into a buffer of so many bytes, up to its 0.
  init(capacityBytes: Int, _ write: (UnsafeMutableBufferPointer<CChar>) -> Void) {
    // SAFETY: the buffer is initialised as a whole before it is read, and ends with 0.
    self = unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: capacityBytes) { buffer in
      unsafe buffer.initialize(repeating: 0)
      unsafe write(buffer)
      let bytes = unsafe buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:))
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  /// A text of C, up to its 0; nil for none.
  init?(copying text: UnsafePointer<CChar>?) {
    guard let text = unsafe text else { return nil }
    // SAFETY: the caller's text ends with 0.
    self = unsafe String(cString: text)
  }
}
