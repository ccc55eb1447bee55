import SocketAddresses
import Sockets

/// Whether the addresses of a server can be had, and the ports of its data connections are free.
struct PortCheck {
  let settings: ServeSettings

  /// The fewest ports for passive data connections that are enough for a few clients.
  static let passivePortsMin = 10

  /// Binds each for a moment.
  ///
  /// Blocks where names are looked up.
  func run(_ findings: inout Findings) {
    for endpoint in settings.ftp + settings.ftps { check(endpoint, &findings) }
    guard let range = settings.passivePorts?.ports else { return }
    if range.count < Self.passivePortsMin {
      findings.note("passive-ports are \(range.count): each transfer needs one")
    }
    let taken = range.filter { !isFree($0) }
    guard let first = taken.first else { return }
    findings.note(
      "\(taken.count) of the passive-ports are in use by others, the first is \(first)"
    )
  }

  private func check(_ endpoint: Endpoint, _ findings: inout Findings) {
    do throws(SocketError) {
      for address in try Resolver.addresses(of: endpoint, flags: .passive).map(\.address) {
        try listen(at: address)
      }
    } catch {
      findings.problem("\(error)", advice: advice(for: error, endpoint))
    }
  }

  private func listen(at address: SocketAddress) throws(SocketError) {
    _ = try Socket.createServer(at: address, dualStack: address.ip == .v6(.any))
  }

  private func isFree(_ port: UInt16) -> Bool {
    do throws(SocketError) {
      try listen(at: SocketAddress(.v4(.any), port: port))
      return true
    } catch {
      return false
    }
  }

  private func advice(for error: SocketError, _ endpoint: Endpoint) -> String {
    switch error.code {
    case .addressInUse: "end whoever has the port, or choose another"
    case .accessDenied:
      "ports below 1024 are root's: start as root with user set, or choose another"
    case .addressNotAvailable: "no interface of this machine has the address"
    default: "correct ftp or ftps in the configuration"
    }
  }
}
