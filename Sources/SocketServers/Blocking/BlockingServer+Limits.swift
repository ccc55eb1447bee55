internal import EventLoops
internal import SocketAddresses

extension BlockingServer {
  /// How much a server lets its clients take: what of `ServerLimits` makes sense for threads, by
  /// the same names.
  public struct Limits: Hashable, Sendable {
    /// Clients that are served at the same time, at least 1.
    ///
    /// Further ones wait in the kernel's queue. With 1 they are served one after another. 1,000
    /// threads by default: each takes some 10 KiB.
    public var connections = 1_000
    /// Clients of one group of peers that are served at the same time; nil is without limit.
    ///
    /// One more is closed at once.
    public var connectionsPerPeer: Int?
    /// Who counts as one peer: an IPv4 address, or an IPv6 network of 64 bits, by default.
    public var peerGrouping = PeerGrouping()
    /// How long a call may wait for a client, for its bytes or for room to send to it; nil is as
    /// long as it takes.
    ///
    /// It throws `.timedOut` then. `Socket.setTimeout` changes it for one connection.
    public var idleTimeout: Duration?

    /// The defaults.
    public init() {}
  }
}

// Who is served.
extension BlockingServer {
  /// Counts the connections of each peer; the rest is counted by the roster.
  static func admission(_ limits: Limits) -> Admission {
    var peerLimits = ServerLimits()
    peerLimits.connectionsPerPeer = limits.connectionsPerPeer
    return Admission(peerLimits, at: Deadline(nanoseconds: 0))
  }

  /// Why a client is not served; else it is counted.
  func refusal(of peer: SocketAddress?) -> RefusalReason? {
    guard configuration.rules.admits(peer) else { return .networkDenied }
    guard configuration.admits(peer) else { return .notAdmitted }
    return admission.enter(group(of: peer)) ? nil : .tooManyOfPeer
  }

  /// Counts a client no longer.
  func leave(_ peer: SocketAddress?) {
    admission.leave(group(of: peer))
  }

  private func group(of peer: SocketAddress?) -> PeerGroup? {
    PeerGroup(of: peer, by: configuration.limits.peerGrouping)
  }
}
