internal import ByteStreams
internal import Synchronization

/// What a connection began with, before its handler had it.
final class ConnectionBeginning: Sendable {
  /// What a proxy has said; nil where none did.
  let header: ProxyHeader?
  /// The peers that the client of the header counts for.
  let peers: PeerGroup?
  /// What stands on the connection; nil for nothing.
  let upgraded: (any ByteStream & Sendable)?

  init(header: ProxyHeader?, peers: PeerGroup?, upgraded: (any ByteStream & Sendable)?) {
    self.header = header
    self.peers = peers
    self.upgraded = upgraded
  }
}

/// Where a connection keeps what it began with: written once, read with every call.
///
/// `AtomicLazyReference` is the same for any type, and takes 350 instructions to answer.
// SAFETY: what is stored was retained, and is released when this value ends and nobody reads it.
@safe
struct StoredBeginning: ~Copyable, @unchecked Sendable {
  // SAFETY: as above.
  private let reference = unsafe Atomic<Unmanaged<ConnectionBeginning>?>(nil)

  deinit {
    // SAFETY: as above.
    unsafe reference.load(ordering: .acquiring)?.release()
  }

  /// What is stored; nil for nothing yet.
  var value: ConnectionBeginning? {
    // SAFETY: it stays retained as long as this value lives.
    unsafe reference.load(ordering: .acquiring)?.takeUnretainedValue()
  }

  /// Stores, where nothing was stored before.
  borrowing func store(_ beginning: ConnectionBeginning) {
    // SAFETY: as above.
    let retained = unsafe Unmanaged.passRetained(beginning)
    let isFirst = unsafe reference.compareExchange(
      expected: nil,
      desired: retained,
      ordering: .acquiringAndReleasing
    ).exchanged
    // SAFETY: it was retained above, and is stored nowhere.
    if !isFirst { unsafe retained.release() }
  }
}
