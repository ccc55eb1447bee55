internal import COpenSSL
internal import Synchronization

/// A server's identities by the names that clients call it by, replaceable while it runs.
final class IdentityTable: Sendable {
  private struct Names: Sendable {
    var fallback: [TLSIdentity] = []
    /// By host name; a wildcard's is without its `*`, as `.example.com`.
    var byName: [[UInt8]: [TLSIdentity]] = [:]
  }

  private let names = Mutex(Names())

  /// Takes other identities for the handshakes to come; the first is for names that none has.
  func replace(_ identities: [TLSIdentity]) {
    var new = Names()
    new.fallback = Array(identities.prefix(1))
    for identity in identities {
      for name in identity.certificate.hostNames {
        let key = name.hasPrefix("*.") ? Array(name.utf8.dropFirst()) : Array(name.utf8)
        new.byName[key, default: []].append(identity)
      }
    }
    names.withLock { [new] names in names = new }
  }

  /// Those for a name: those that have it, else those that have its domain with a `*`, else the
  /// first of all.
  ///
  /// Several differ in the kind of their keys, and the client's ciphers decide.
  func identities(for name: [UInt8]?) -> [TLSIdentity] {
    names.withLock { names in
      guard let name else { return names.fallback }
      let lowered = name.map { (65...90).contains($0) ? $0 | 0x20 : $0 }
      if let exact = names.byName[lowered] { return exact }
      let domain = lowered.drop { $0 != UInt8(ascii: ".") }
      return names.byName[Array(domain)] ?? names.fallback
    }
  }

  /// Lets a context ask for the identity in each handshake: SSL_CTX_set_cert_cb(3).
  static func install(in context: OpaquePointer) {
    // SAFETY: OpenSSL calls the functions with a connection in its handshake.
    unsafe SSL_CTX_set_cert_cb(
      context,
      { ssl, _ in unsafe IdentityTable.choose(for: ssl) ? 1 : 0 },
      nil
    )
    // Without it the name is not kept in sessions.
    unsafe copenssl_SSL_CTX_set_tlsext_servername_callback(context) { _, _, _ in
      SSL_TLSEXT_ERR_OK
    }
  }

  private static func choose(for ssl: OpaquePointer?) -> Bool {
    // SAFETY: the connection is in a call of its engine, which owns the notes.
    guard let table = unsafe HandshakeNotes.of(ssl)?.identities, let tag = ResumptionTag.new()
    else { return false }
    unsafe tag.put(into: SSL_get_session(ssl))
    let name = unsafe String(copying: SSL_get_servername(ssl, TLSEXT_NAMETYPE_host_name))
    let identities = table.identities(for: name.map { Array($0.utf8) })
    guard !identities.isEmpty else { return false }
    return identities.allSatisfy { identity in unsafe identity.use(in: ssl) }
  }
}
