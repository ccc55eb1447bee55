internal import COpenSSL
internal import Synchronization

/// The keys that a server encrypts tickets with, and changes from time to time: who finds one out
/// can read what was resumed with the tickets of its time, and no more.
///
/// OpenSSL by itself has one key for the whole life of a server.
final class TicketKeys: Sendable {
  /// How long a key makes tickets before there is a new one: 6 hours.
  static let lifetime = Duration.seconds(6 * 3600)

  /// A key and its name, both random.
  struct Key: Sendable {
    /// Bytes of a name (RFC 5077, section 4).
    static let nameBytes = 16
    /// Bytes of an initialisation vector of AES.
    static let vectorBytes = 16

    let name: [UInt8]
    let encryption: [UInt8]
    let authentication: [UInt8]

    /// A new key; nil where the system has no randomness.
    static func new() -> Key? {
      guard let name = randomBytes(nameBytes), let encryption = randomBytes(32),
        let authentication = randomBytes(32)
      else { return nil }
      return Key(name: name, encryption: encryption, authentication: authentication)
    }

    private static func randomBytes(_ count: Int) -> [UInt8]? {
      var bytes = [UInt8](repeating: 0, count: count)
      // SAFETY: the array has as many bytes.
      return unsafe RAND_bytes(&bytes, Int32(count)) == 1 ? bytes : nil
    }
  }

  private struct Keys: Sendable {
    var current: Key?
    /// The key before, whose tickets are still taken.
    var previous: Key?
    var madeAt: ContinuousClock.Instant
  }

  private let keys: Mutex<Keys>
  private let now: @Sendable () -> ContinuousClock.Instant

  /// Keys that are as old as a clock says.
  init(now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }) {
    self.now = now
    keys = Mutex(Keys(current: Key.new(), previous: nil, madeAt: now()))
  }

  /// The key for a new ticket; nil where the system has no randomness.
  func keyForTicket() -> Key? {
    let now = now()
    return keys.withLock { keys in
      let age = keys.madeAt.duration(to: now)
      if keys.current == nil || age >= TicketKeys.lifetime {
        // A key of twice that age makes no more tickets good.
        let isRecent = age < TicketKeys.lifetime * 2
        keys = Keys(current: Key.new(), previous: isRecent ? keys.current : nil, madeAt: now)
      }
      return keys.current
    }
  }

  /// The key that has made a ticket, by its name; nil for one that is no more.
  func key(named name: [UInt8]) -> Key? {
    let current = keyForTicket()
    let previous = keys.withLock(\.previous)
    return [current, previous].compactMap(\.self).first { $0.name == name }
  }
}

extension TicketKeys {
  /// Lets a context encrypt tickets with these keys: SSL_CTX_set_tlsext_ticket_key_evp_cb(3).
  ///
  /// The context must keep them.
  func install(in context: OpaquePointer) {
    // SAFETY: OpenSSL calls the function with a connection in a call of its engine, and memory for
    // a name and a vector of 16 bytes each.
    unsafe copenssl_SSL_CTX_set_tlsext_ticket_key_evp_cb(context) {
      ssl,
      name,
      vector,
      cipher,
      digest,
      isNew in
      guard let keys = unsafe HandshakeNotes.of(ssl)?.ticketKeys else { return -1 }
      if isNew == 1 { return unsafe keys.encrypt(name, vector, cipher, digest) }
      let answer = unsafe keys.decrypt(name, vector, cipher, digest)
      // 2 gives the client a new ticket with this one's use: in TLS 1.3 each is used once (RFC 8446
      // C.4). Clients of TLS 1.2 use theirs again, and OpenSSL's throw it away for a new one.
      return unsafe answer == 1 && SSL_version(ssl) >= TLS1_3_VERSION ? 2 : answer
    }
  }

  private func encrypt(
    _ name: UnsafeMutablePointer<UInt8>?,
    _ vector: UnsafeMutablePointer<UInt8>?,
    _ cipher: OpaquePointer?,
    _ digest: OpaquePointer?
  ) -> Int32 {
    // SAFETY: as in `install`.
    guard let key = keyForTicket(), let name = unsafe name, let vector = unsafe vector,
      unsafe RAND_bytes(vector, Int32(Key.vectorBytes)) == 1,
      unsafe EVP_EncryptInit_ex2(cipher, EVP_aes_256_cbc(), key.encryption, vector, nil) == 1,
      unsafe copenssl_EVP_MAC_CTX_set_key(digest, key.authentication, key.authentication.count) == 1
    else { return -1 }
    unsafe name.update(from: key.name, count: Key.nameBytes)
    return 1
  }

  private func decrypt(
    _ name: UnsafeMutablePointer<UInt8>?,
    _ vector: UnsafeMutablePointer<UInt8>?,
    _ cipher: OpaquePointer?,
    _ digest: OpaquePointer?
  ) -> Int32 {
    // SAFETY: as in `install`. 0 is a ticket that is not taken.
    let given = unsafe Array(UnsafeBufferPointer(start: name, count: Key.nameBytes))
    guard let key = key(named: given) else { return 0 }
    guard unsafe EVP_DecryptInit_ex2(cipher, EVP_aes_256_cbc(), key.encryption, vector, nil) == 1,
      unsafe copenssl_EVP_MAC_CTX_set_key(digest, key.authentication, key.authentication.count) == 1
    else { return -1 }
    return 1
  }
}
