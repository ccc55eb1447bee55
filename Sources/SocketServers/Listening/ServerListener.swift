public import AsyncSockets

/// Where a server listens, and how connections begin there.
public struct ServerListener: Sendable {
  /// Memory for the buffers of an upgraded connection, in bytes, where nobody says otherwise: 64
  /// KiB, about what OpenSSL has for one that reads and writes.
  public static let upgradedBufferBytesDefault = 64 << 10

  enum Place: Sendable {
    case address(SocketAddress, isDualStack: Bool)
    case socket(SharedSocket)
  }

  let place: Place

  /// Connections that wait in the kernel's queue; as `Socket.listen`.
  public var backlog = Socket.backlogMax
  /// From whom headers of the PROXY protocol are taken; from nobody by default.
  public var proxyProtocol = ProxyProtocolPolicy.refused
  /// Makes of each connection the stream that its handler has, after the PROXY header if there is
  /// one; nil hands on the connection itself.
  public var upgrade: StreamUpgrade?
  /// Bytes that each connection counts against `ServerLimits.bufferBytes`, from 0: by default none,
  /// or `upgradedBufferBytesDefault` where there is an upgrade.
  public var bufferBytes: Int {
    get { chosenBufferBytes ?? (upgrade == nil ? 0 : Self.upgradedBufferBytesDefault) }
    set { chosenBufferBytes = max(0, newValue) }
  }
  private var chosenBufferBytes: Int?

  /// Listens at an address, once on each loop: `SO_REUSEPORT`, where there are several.
  ///
  /// A port that another server has cannot be joined.
  ///
  /// A Unix socket is served by one loop that hands connections to all. A file that a dead server
  /// has left at its path is removed before, and the server's own when it ends.
  ///
  /// - Parameters:
  ///   - address: IPv4, IPv6 or Unix; port 0 takes a free one.
  ///   - dualStack: for an IPv6 address: take IPv4 connections too. Nil does so for `[::]`.
  ///   - upgrade: makes of each connection the stream that its handler has.
  public init(at address: SocketAddress, dualStack: Bool? = nil, upgrade: StreamUpgrade? = nil) {
    place = .address(address, isDualStack: dualStack ?? (address.ip == .v6(.any)))
    self.upgrade = upgrade
  }

  /// Listens on a socket that listens already, which stays open for its other owners.
  ///
  /// One loop takes its connections and hands them to all.
  ///
  /// - Parameters:
  ///   - socket: a stream of IPv4, IPv6 or Unix. It becomes non-blocking, for all its owners.
  ///   - upgrade: as above.
  public init(on socket: SharedSocket, upgrade: StreamUpgrade? = nil) {
    place = .socket(socket)
    self.upgrade = upgrade
  }

  /// Listens on every socket that the service manager has opened for this process: see
  /// `ActivatedSockets`, whose sockets it takes over, all of them.
  ///
  /// - Returns: the listeners in the manager's order; none where the process was not started so.
  /// - Throws: as `ActivatedSockets.takeOver` and `takeNext`.
  public static func activated() throws(SocketError) -> [ServerListener] {
    var sockets = try ActivatedSockets.takeOver()
    var listeners: [ServerListener] = []
    while let next = try sockets.takeNext() {
      listeners.append(ServerListener(on: SharedSocket(next.socket)))
    }
    return listeners
  }
}
