internal import AsyncSockets
internal import EventLoops
internal import FTPProtocol
internal import SocketAddresses
internal import Sockets

// Passive and active data connections, before the command that uses them.
extension FTPClient {
  /// Agrees with the server on a data connection; a passive one stands then.
  func prepareData() async throws(FTPClientError) -> DataPreparation {
    switch configuration.dataMode {
    case .passive: .passive(try await connectPassively())
    case .active: .active(try await listenActively())
    }
  }

  private func connectPassively() async throws(FTPClientError) -> TCPConnection {
    let address = try await passiveAddress()
    do throws(SocketError) {
      return try await TCPConnection.connect(
        to: address,
        deadline: .after(configuration.limits.dataConnectTime),
        on: loop
      )
    } catch {
      throw FTPClientError(error, waiting: .dataConnection)
    }
  }

  /// Where the server waits: at the address of the control connection's other end, unless the
  /// configuration trusts what the server names.
  private func passiveAddress() async throws(FTPClientError) -> SocketAddress {
    if let port = try await extendedPassivePort() { return peerAddress.withPort(port) }
    let line = CommandLine("PASV")
    let reply = try await exchange(line)
    guard reply.code == 227 else { throw refusal(line, reply) }
    guard let named = reply.passiveAddress, named.port > 0 else {
      throw .protocolViolation("a reply to PASV without an address: \(FTPServerReply(reply))")
    }
    return configuration.trustsPassiveAddress
      ? SocketAddress(named.address, port: named.port) : peerAddress.withPort(named.port)
  }

  /// The port that EPSV tells; nil where PASV is to be used.
  private func extendedPassivePort() async throws(FTPClientError) -> UInt16? {
    let isIPv6 = peerAddress.ip.map { $0.canonical.bitWidth == 128 } ?? false
    guard isIPv6 || configuration.usesExtendedPassive, !refusesExtendedPassive else { return nil }
    let line = CommandLine("EPSV")
    let reply = try await exchange(line)
    if reply.code == 229 {
      guard let port = reply.extendedPassivePort else {
        throw .protocolViolation("a reply to EPSV without a port: \(FTPServerReply(reply))")
      }
      return port
    }
    guard !isIPv6, [500, 501, 502, 504, 522].contains(reply.code.number) else {
      throw refusal(line, reply)
    }
    refusesExtendedPassive = true
    return nil
  }

  private func listenActively() async throws(FTPClientError) -> TCPListener {
    let listener: TCPListener
    let local: SocketAddress
    do throws(SocketError) {
      let address = try control.transport.localAddress
      listener = try TCPListener(at: address.withPort(0), backlog: 1, on: loop)
      local = try listener.localAddress
    } catch {
      throw FTPClientError(error, waiting: .dataConnection)
    }
    do throws(FTPClientError) {
      try await announce(local)
      return listener
    } catch {
      await listener.close()
      throw error
    }
  }

  /// Tells the server where this client waits: by EPRT, by PORT where that is refused.
  private func announce(_ local: SocketAddress) async throws(FTPClientError) {
    guard let ip = local.ip?.canonical, let port = local.port else {
      throw .unsupported("connect to an address like \(local)")
    }
    let address = FTPDataAddress(ip, port: port)
    let extended = CommandLine("EPRT", address.extendedArgument)
    guard let argument = address.portArgument else {
      try await require(extended)
      return
    }
    if !refusesExtendedActive {
      let reply = try await exchange(extended)
      if reply.code.isSuccess { return }
      guard [500, 501, 502, 504, 522].contains(reply.code.number) else {
        throw refusal(extended, reply)
      }
      refusesExtendedActive = true
    }
    try await require(CommandLine("PORT", argument))
  }
}
