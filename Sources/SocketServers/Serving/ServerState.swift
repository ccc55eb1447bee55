internal import EventLoops
internal import SocketAddresses

/// What all connections of a server share.
final class ServerState: Sendable {
  let configuration: Server.Configuration
  let admission: Admission
  let drain = DrainFlag()
  let connections = OpenConnections()

  init(_ configuration: Server.Configuration, at now: Deadline) {
    self.configuration = configuration
    admission = Admission(configuration.limits, at: now)
  }

  var limits: ServerLimits { configuration.limits }

  /// Tells everybody who wants to know.
  func report(_ event: ServerEvent) {
    configuration.report(event)
    if let logger = configuration.logger { event.log(to: logger) }
    configuration.metrics?.count(event)
  }

  /// Why a client is not served whatever the others do; nil where it may be.
  func refusal(of peer: SocketAddress?) -> RefusalReason? {
    guard configuration.rules.admits(peer) else { return .networkDenied }
    return configuration.admits(peer) ? nil : .notAdmitted
  }

  /// The group of peers that a client counts for.
  func peerGroup(of peer: SocketAddress?) -> PeerGroup? {
    guard limits.connectionsPerPeer != nil else { return nil }
    return PeerGroup(of: peer, by: limits.peerGrouping)
  }
}
