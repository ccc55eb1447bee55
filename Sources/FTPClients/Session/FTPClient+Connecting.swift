internal import AsyncSockets
public import EventLoops
internal import FTPProtocol
public import SocketAddresses
internal import Sockets
internal import TLS

extension FTPClient {
  /// Connects to a server, begins TLS where the configuration asks for it, and takes its greeting.
  ///
  /// - Parameters:
  ///   - endpoint: where to; a name is looked up, and all its addresses are tried.
  ///   - configuration: how the session is.
  ///   - loop: where its connections live; nil is the current loop, or one of the shared ones.
  /// - Returns: a session of nobody yet: `logIn` is next.
  /// - Throws: `.connect`, `.tls`, `.timedOut`; `.closedByServer` with the 421 of a server that is
  ///   full; `.refused` for another greeting, and for a server that does not do TLS. Nothing stays
  ///   open.
  public static func connect(
    to endpoint: Endpoint,
    _ configuration: FTPClientConfiguration = FTPClientConfiguration(),
    on loop: EventLoop? = nil
  ) async throws(FTPClientError) -> FTPClient {
    let tlsClient = try tlsClient(configuration)
    let transport: TCPConnection
    let peerAddress: SocketAddress
    do throws(SocketError) {
      transport = try await TCPConnection.connect(
        to: endpoint,
        deadline: .after(configuration.limits.connectTime),
        on: loop
      )
      peerAddress = try transport.peerAddress
    } catch {
      throw FTPClientError(error, waiting: .connect)
    }
    keepAlive(transport, configuration.limits.keepAliveTime)
    let control = ControlConnection(transport, configuration)
    do throws(FTPClientError) {
      let name = configuration.serverName ?? endpoint.host
      let greeting = try await greet(control, configuration, tlsClient, serverName: name)
      let connected = ConnectedControl(
        control: control,
        endpoint: endpoint,
        peerAddress: peerAddress,
        greeting: FTPServerReply(greeting),
        tlsClient: tlsClient
      )
      return FTPClient(connected, configuration)
    } catch {
      await control.abort()
      throw error
    }
  }

  /// Lets the kernel ask for the server where a connection is silent: routers forget one that is
  /// during a long transfer.
  ///
  /// All goes on where that cannot be set.
  private static func keepAlive(_ transport: TCPConnection, _ time: Duration) {
    try? transport.set(.keepAlive, to: true)
    try? transport.set(.keepAliveIdle, to: time)
    try? transport.set(.keepAliveInterval, to: time)
  }

  private static func tlsClient(
    _ configuration: FTPClientConfiguration
  ) throws(FTPClientError) -> TLSClient? {
    guard configuration.security != .none else { return nil }
    if let client = configuration.tls { return client }
    do throws(TLSConfigurationError) { return try TLSClient() } catch {
      throw .tlsConfiguration(error)
    }
  }

  /// Takes the greeting, before which or after which the connection is encrypted.
  private static func greet(
    _ control: ControlConnection,
    _ configuration: FTPClientConfiguration,
    _ tlsClient: TLSClient?,
    serverName: String
  ) async throws(FTPClientError) -> FTPReply {
    if let tlsClient, configuration.security == .implicitTLS {
      try await control.encrypt(by: tlsClient, serverName: serverName)
    }
    control.expectGreeting()
    let deadline = Deadline.after(configuration.limits.replyTime)
    let greeting = try await control.finalReply(until: deadline)
    guard greeting.code.isSuccess else {
      throw .refused(
        command: "the greeting",
        code: greeting.code.number,
        text: FTPServerReply(greeting).text
      )
    }
    guard let tlsClient, configuration.security == .explicitTLS else { return greeting }
    let line = CommandLine("AUTH", "TLS")
    try await control.send(line)
    let reply = try await control.finalReply(until: .after(configuration.limits.replyTime))
    guard reply.code == 234 else {
      throw .refused(
        command: line.text,
        code: reply.code.number,
        text: FTPServerReply(reply).text
      )
    }
    try await control.encrypt(by: tlsClient, serverName: serverName)
    return greeting
  }
}
