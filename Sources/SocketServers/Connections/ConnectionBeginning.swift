internal import ByteStreams

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
