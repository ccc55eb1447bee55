internal import AsyncSockets
internal import FTPProtocol
internal import SocketAddresses
internal import SocketServers
internal import Sockets

// How the next data connection is to be made.
extension FTPSession {
  func prepare(_ command: FTPCommand) async throws -> FTPReply {
    await dropPreparation()
    return switch command {
    case .pasv: try listenForPassive()
    case .epsv(let family): try listen(for: family)
    case .port(let address), .eprt(let address): take(address)
    default: .notImplemented
    }
  }

  /// The address that the client has reached.
  var localAddress: IPAddress? {
    (try? connection.localAddress)?.ip?.canonical
  }

  /// The address that connections of the session come to, without a port: behind a proxy it is not
  /// the one that the client has reached.
  ///
  /// A socket of IPv6 that takes clients of IPv4 has an address of IPv6 for them, which no other
  /// socket can be bound to.
  private var transportAddress: SocketAddress? {
    guard let address = try? connection.transport.localAddress, let ip = address.ip else {
      return nil
    }
    return ip.canonical == ip ? address.withPort(0) : SocketAddress(ip.canonical, port: 0)
  }

  private func listenForPassive() throws -> FTPReply {
    guard case .v4(let local)? = localAddress else { return .passiveNeedsIPv4 }
    guard let port = listen() else { return .noPortFree }
    let told = record.peer.flatMap { settings.passive.address(for: $0) } ?? local
    return .passive(told, port: port)
  }

  private func listen(for family: FTPExtendedPassive) throws -> FTPReply {
    let isIPv4 = localAddress?.family == .inet
    switch family {
    case .ipv4 where !isIPv4: return .familyNotSupported(use: [2])
    case .ipv6 where isIPv4: return .familyNotSupported(use: [1])
    default: break
    }
    guard let port = listen() else { return .noPortFree }
    return .extendedPassive(port: port)
  }

  /// Opens a port; nil where none is free.
  private func listen() -> UInt16? {
    guard let local = transportAddress,
      let listener = PassivePorts.open(at: local, settings.passive.ports, on: loop),
      let port = try? listener.localAddress.port
    else { return nil }
    preparation = .passive(listener)
    return port
  }

  /// The client's own address and no other: else it could have us send to anybody (RFC 2577,
  /// section 3).
  private func take(_ address: FTPDataAddress) -> FTPReply {
    guard settings.allowsActiveMode else { return FTPReply(502, "Active mode is off, use EPSV") }
    guard let local = localAddress, let peer = record.peer else { return .addressRefused }
    guard address.address.canonical.family == local.family else {
      return .familyNotSupported(use: [local.family == .inet ? 1 : 2])
    }
    guard address.mayServe(peer) else { return .addressRefused }
    preparation = .active(address)
    return .portAccepted
  }

  /// What makes the data connection that was prepared; it is used up by that.
  func takeConnector() -> DataConnector {
    let connector = DataConnector(
      preparation: preparation,
      peer: record.peer,
      local: transportAddress,
      tls: state.encryptsData ? settings.tls : nil,
      control: encryption,
      reuse: settings.dataSessionReuse,
      limits: settings.limits,
      loop: loop
    )
    preparation = .none
    return connector
  }
}
