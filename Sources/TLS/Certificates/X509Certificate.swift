internal import COpenSSL

/// A certificate as OpenSSL has it, with a share of it.
// SAFETY: a certificate is not changed once it was read, and counts its owners itself.
@safe
final class X509Certificate: @unchecked Sendable {
  let pointer: OpaquePointer

  /// Takes over a share.
  init(owning pointer: OpaquePointer) {
    // SAFETY: the caller's share is this object's from now on.
    unsafe self.pointer = pointer
  }

  /// One from its bytes (DER): d2i_X509(3); nil where they are none.
  convenience init?(der: [UInt8]) {
    let pointer = unsafe der.withUnsafeBufferPointer { bytes in
      // SAFETY: OpenSSL reads as many bytes, and moves its own copy of the address.
      var start = bytes.baseAddress
      return unsafe d2i_X509(nil, &start, bytes.count)
    }
    guard let pointer = unsafe pointer else { return nil }
    unsafe self.init(owning: pointer)
  }

  deinit {
    // SAFETY: the share ends with this object.
    unsafe X509_free(pointer)
  }

  /// What the certificate says; nil where it has no key or no time.
  var value: TLSCertificate? {
    // SAFETY: the certificate is this object's.
    unsafe TLSCertificate(pointer)
  }
}

extension TLSCertificate {
  /// What a certificate of OpenSSL's says; nil where it has no key or no time that can be read.
  init?(_ certificate: OpaquePointer?) {
    guard let certificate = unsafe certificate,
      let notBefore = unsafe TLSCertificate.seconds(of: X509_get0_notBefore(certificate)),
      let notAfter = unsafe TLSCertificate.seconds(of: X509_get0_notAfter(certificate)),
      let keyPin = unsafe TLSKeyPin(of: certificate)
    else { return nil }
    // SAFETY: the certificate is the caller's for as long as this runs.
    self.init(
      der: unsafe encodedBytes(of: { unsafe i2d_X509(certificate, $0) }),
      subject: unsafe TLSCertificate.text(of: X509_get_subject_name(certificate)),
      issuer: unsafe TLSCertificate.text(of: X509_get_issuer_name(certificate)),
      hostNames: unsafe TLSCertificate.alternativeNames(of: certificate, GEN_DNS).compactMap {
        name in
        TLSCertificate.printable(name)?.lowercased()
      },
      ipAddresses: unsafe TLSCertificate.alternativeNames(of: certificate, GEN_IPADD),
      emailAddresses: unsafe TLSCertificate.alternativeNames(of: certificate, GEN_EMAIL).compactMap
      { name in
        TLSCertificate.printable(name)
      },
      notBefore: notBefore,
      notAfter: notAfter,
      keyPin: keyPin
    )
  }

  /// The names of one kind, at most so many that no certificate makes much of them.
  private static func alternativeNames(of certificate: OpaquePointer, _ type: Int32) -> [[UInt8]] {
    // SAFETY: the names live until they are freed here, and each is copied.
    guard let names = unsafe copenssl_X509_alternative_names(certificate) else { return [] }
    defer { unsafe GENERAL_NAMES_free(names) }
    let count = unsafe copenssl_GENERAL_NAMES_num(names)
    return (0..<min(count, 1000)).compactMap { index in
      var bytes: Int32 = 0
      let start = unsafe copenssl_GENERAL_NAMES_value(
        names,
        index,
        type,
        &bytes
      )
      guard let start = unsafe start else { return nil }
      return unsafe Array(UnsafeBufferPointer(start: start, count: Int(bytes)))
    }
  }

  /// A name that has only what can be printed, as all honest ones do.
  private static func printable(_ name: [UInt8]) -> String? {
    guard !name.isEmpty, name.allSatisfy({ (0x21..<0x7F).contains($0) }) else { return nil }
    return String(decoding: name, as: UTF8.self)
  }

  private static func seconds(of time: UnsafePointer<ASN1_TIME>?) -> Int64? {
    var seconds: Int64 = 0
    // SAFETY: the time belongs to the certificate, which is the caller's.
    return unsafe copenssl_ASN1_TIME_seconds(time, &seconds) == 1 ? seconds : nil
  }

  /// A name as text: X509_NAME_print_ex(3), which escapes what cannot be printed.
  static func text(of name: OpaquePointer?) -> String {
    // SAFETY: the memory of the BIO lives until that is freed here, and is copied.
    guard let bio = unsafe BIO_new(BIO_s_mem()) else { return "" }
    defer { unsafe BIO_free(bio) }
    guard unsafe copenssl_X509_NAME_print(bio, name) >= 0 else { return "" }
    var start: UnsafePointer<CChar>?
    let count = unsafe copenssl_BIO_get_mem_data(bio, &start)
    let bytes = unsafe UnsafeRawBufferPointer(start: start, count: count)
    return unsafe String(decoding: bytes, as: UTF8.self)
  }
}

extension TLSKeyPin {
  /// The digest of a certificate's key; nil where it has none.
  init?(of certificate: OpaquePointer?) {
    // SAFETY: the certificate is the caller's, and owns its key.
    guard let key = unsafe X509_get_X509_PUBKEY(certificate) else { return nil }
    let encoded = unsafe encodedBytes(of: { unsafe i2d_X509_PUBKEY(key, $0) })
    var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
    unsafe SHA256(encoded, encoded.count, &digest)
    self.init(sha256: digest)
  }
}

/// What a function of OpenSSL encodes (i2d_…): it tells its length where it gets no memory.
func encodedBytes(
  of encode: (UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?) -> Int32
) -> [UInt8] {
  let count = Int(encode(nil))
  guard count > 0 else { return [] }
  // SAFETY: the function writes as many bytes as it has told.
  return unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, written in
    var start = buffer.baseAddress
    written = unsafe max(0, Int(encode(&start)))
  }
}
