/// How much a server lets its clients take: each limit counts over all its listeners.
public struct ServerLimits: Hashable, Sendable {
  /// What becomes of a connection that comes over a limit of the whole server: over `connections`,
  /// `bufferBytes`, `handshakes` or `acceptRate`.
  public enum WhenFull: Hashable, Sendable {
    /// It waits, unheard, and others behind it in the kernel's queue, which refuses or drops
    /// connections by itself when it is full.
    case wait
    /// It is sent these bytes, if there are any, as far as the kernel takes them at once, and
    /// closed. Where a connection begins with an upgrade, as to TLS, or with a PROXY header it is
    /// closed without a word.
    case refuse(answer: [UInt8] = [])
  }

  /// Connections at the same time, at least 1; 10,000 by default, of which each takes a descriptor.
  public var connections = 10_000
  /// Connections at the same time of one group of peers; nil is without limit.
  ///
  /// One more is closed at once, whatever `whenFull` says.
  public var connectionsPerPeer: Int?
  /// Who counts as one peer: an IPv4 address, or an IPv6 network of 64 bits, by default.
  public var peerGrouping = PeerGrouping()
  /// How many connections are taken in a time; nil is without limit.
  public var acceptRate: RateLimit?
  /// Connections at the same time that have not come to their handler yet, because they owe a PROXY
  /// header or the handshake of an upgrade; at least 1.
  public var handshakes = 256
  /// How long a connection may take to come to its handler: header and handshake together, as far
  /// as they wait for the client.
  public var handshakeTimeout = Duration.seconds(10)
  /// Bytes of memory for buffers, all connections together: what listeners count for each of theirs
  /// (`ServerListener.bufferBytes`), and what handlers reserve (`ServerConnection.reserve`).
  ///
  /// Nil is without limit.
  public var bufferBytes: Int?
  /// How long a wait for a client may last, for its bytes or for room to send to it; nil is as long
  /// as it takes.
  ///
  /// The operation throws `.timedOut` then. `ServerConnection.setIdleTimeout` changes it for one
  /// connection.
  public var idleTimeout: Duration?
  /// How long a connection may last; nil is as long as it takes.
  ///
  /// Then every operation that waits throws `.timedOut`, and so does one of a client whose bytes
  /// always come in time, when the others have their turn.
  public var lifetime: Duration?
  /// What becomes of who comes over a limit.
  public var whenFull = WhenFull.wait

  /// The defaults.
  public init() {}
}
