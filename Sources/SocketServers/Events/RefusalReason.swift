/// Why a server closed a connection unheard.
public enum RefusalReason: String, Hashable, Sendable, CaseIterable {
  /// The configuration's `admits` said no.
  case notAdmitted = "not admitted"
  /// The rules do not allow the peer's network.
  case networkDenied = "network denied"
  /// `ProxyProtocolPolicy` takes connections of proxies alone.
  case noProxy = "no proxy"
  /// `ServerLimits.connections`.
  case tooManyConnections = "too many connections"
  /// `ServerLimits.connectionsPerPeer`.
  case tooManyOfPeer = "too many connections of the peer"
  /// `ServerLimits.acceptRate`.
  case acceptRate = "connections come too fast"
  /// `ServerLimits.handshakes`.
  case tooManyHandshakes = "too many handshakes"
  /// `ServerLimits.bufferBytes`.
  case noBufferMemory = "no memory left for buffers"
  /// The server has been asked to end.
  case draining = "the server ends"
}
