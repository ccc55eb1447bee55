internal import COpenSSL

/// Text with certificates and keys between lines of dashes (PEM, RFC 7468), from a file or from
/// memory.
struct PEMSource {
  /// The whole text.
  let bytes: [UInt8]
  /// The file that it is of, for errors.
  let file: String?

  /// Text that is there already.
  init(_ bytes: [UInt8]) throws(TLSConfigurationError) {
    self.bytes = bytes
    file = nil
    guard bytes.count <= TLSLimits.fileBytesMax else { throw TLSConfigurationError(.tooLarge) }
  }

  /// Reads a file to its end: BIO_new_file(3).
  ///
  /// It blocks while the disk is read.
  init(file: String) throws(TLSConfigurationError) {
    bytes = try PEMSource.read(file)
    self.file = file
  }

  /// All certificates, in their order, at least one: PEM_read_bio_X509(3).
  func certificates() throws(TLSConfigurationError) -> [X509Certificate] {
    let result = unsafe withBIO { bio in
      var found: [X509Certificate] = []
      OpenSSLErrors.clear()
      // SAFETY: what is read is the caller's; the BIO is lent. Without a password callback OpenSSL
      // would ask at the terminal.
      while let pointer = unsafe PEM_read_bio_X509(bio, nil, giveNoPassword, nil) {
        unsafe found.append(X509Certificate(owning: pointer))
        if found.count > TLSLimits.certificatesMax { break }
      }
      return (found, OpenSSLErrors())
    }
    let (found, errors) = result
    guard found.count <= TLSLimits.certificatesMax else { throw error(.tooLarge) }
    guard errors.isEndOfPEM else { throw error(.malformedCertificate(number: found.count + 1)) }
    guard !found.isEmpty else { throw error(.noCertificate) }
    return found
  }

  /// The first private key: PEM_read_bio_PrivateKey(3).
  func key() throws(TLSConfigurationError) -> PrivateKey {
    let (key, isProtected): (PrivateKey?, Bool) = unsafe withBIO { bio in
      var isProtected = false
      OpenSSLErrors.clear()
      // SAFETY: what is read is the caller's; the flag lives through the call.
      let pointer = unsafe PEM_read_bio_PrivateKey(bio, nil, giveNoPassword, &isProtected)
      OpenSSLErrors.clear()
      return unsafe (pointer.map { unsafe PrivateKey(owning: $0) }, isProtected)
    }
    if let key { return key }
    if isProtected { throw error(.protectedKey) }
    throw error(hasKey ? .malformedKey : .noKey)
  }

  /// Whether some line begins a private key, of whatever kind.
  private var hasKey: Bool {
    bytes.split { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }.contains { line in
      line.starts(with: "-----BEGIN ".utf8)
        && line.reversed().starts(with: "PRIVATE KEY-----".utf8.reversed())
    }
  }

  /// An error with the file's name.
  func error(_ cause: TLSConfigurationError.Cause) -> TLSConfigurationError {
    TLSConfigurationError(cause, file: file)
  }

  private func withBIO<R>(_ body: (OpaquePointer?) -> R) -> R {
    unsafe bytes.withUnsafeBytes { bytes in
      // SAFETY: the BIO reads the bytes where they are, and ends before they do.
      let bio = unsafe BIO_new_mem_buf(bytes.baseAddress, Int32(bytes.count))
      defer { unsafe BIO_free(bio) }
      return unsafe body(bio)
    }
  }

  private static func read(_ file: String) throws(TLSConfigurationError) -> [UInt8] {
    OpenSSLErrors.clear()
    // SAFETY: the BIO is freed here; it writes into the buffer what it has room for.
    guard let bio = unsafe BIO_new_file(file, "rb") else {
      throw TLSConfigurationError(.unreadable(OpenSSLErrors().text), file: file)
    }
    defer { unsafe BIO_free(bio) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 16 << 10)
    while true {
      var count = 0
      let result = unsafe BIO_read_ex(bio, &buffer, buffer.count, &count)
      guard result == 1, count > 0 else { break }
      bytes += buffer.prefix(count)
      guard bytes.count <= TLSLimits.fileBytesMax else {
        throw TLSConfigurationError(.tooLarge, file: file)
      }
    }
    let errors = OpenSSLErrors()
    guard errors.code == 0 else {
      throw TLSConfigurationError(.unreadable(errors.text), file: file)
    }
    return bytes
  }
}

/// Gives no password, and notes that one was wanted: pem_password_cb(3).
private func giveNoPassword(
  _ buffer: UnsafeMutablePointer<CChar>?,
  _ count: Int32,
  _ isWriting: Int32,
  _ isProtected: UnsafeMutableRawPointer?
) -> Int32 {
  // SAFETY: it is nothing, or the flag of `PEMSource.key`.
  unsafe isProtected?.assumingMemoryBound(to: Bool.self).pointee = true
  return -1
}

extension OpenSSLErrors {
  /// Whether nothing more of the kind was found (`PEM_R_NO_START_LINE`), which is no damage.
  var isEndOfPEM: Bool { library == ERR_LIB_PEM && reason == PEM_R_NO_START_LINE }
}

/// A private key.
// SAFETY: a key is not changed once it was read; OpenSSL counts its owners itself, and guards what
// it caches in it.
@safe
final class PrivateKey: @unchecked Sendable {
  let pointer: OpaquePointer

  /// Takes over a share.
  init(owning pointer: OpaquePointer) {
    // SAFETY: the caller's share is this object's from now on.
    unsafe self.pointer = pointer
  }

  deinit {
    // SAFETY: the share ends with this object.
    unsafe EVP_PKEY_free(pointer)
  }
}
