internal import AsyncSockets
internal import EventLoops
internal import FTPProtocol
public import SocketAddresses
public import TLS

/// A session with an FTP server: one control connection, and a data connection for each transfer
/// (RFC 959, RFC 3659, RFC 4217).
///
///     let client = try await FTPClient.connect(to: Endpoint(host: "ftp.example.com", port: 21))
///     try await client.logIn(.anonymous)
///     for entry in try await client.list("pub").entries { … }
///     try await client.download("pub/README") { piece in … }
///     await client.quit()
///
/// One task uses it at a time. What it does happens on an event loop, and is fastest where its task
/// is on that loop (`EventLoop.run`).
///
/// **Waits** have the limits of `FTPClientLimits`; `withDeadline` limits whole operations besides.
/// An operation that is cancelled, or waits in vain for the server, closes the session, because
/// nobody knows any more which reply belongs to what. What the server refuses leaves it as it was:
/// `isOpen` tells.
///
/// **A hostile server** can make operations fail, and no more: all that it says has a limit, its
/// names are looked at before they are handed out (`FTPUnsafeNames`), and data connections go to
/// the host that the control connection goes to.
public final class FTPClient {
  /// How this client behaves.
  public let configuration: FTPClientConfiguration
  /// Where it was meant to connect to.
  public let endpoint: Endpoint
  /// Where it has connected to.
  public let peerAddress: SocketAddress
  /// What the server has said first.
  public let greeting: FTPServerReply
  /// What the server has said it can do, when this client logged in; nothing before.
  public internal(set) var features = FTPFeatures()

  let control: ControlConnection
  let loop: EventLoop
  /// What encrypts; nil for sessions in the clear.
  let tlsClient: TLSClient?
  /// The name that the certificate must be for.
  let serverName: String
  /// Whether data connections are encrypted.
  var protectsData = false
  /// Commands that the server has said it does not know.
  var unknownVerbs: Set<String> = []
  var refusesExtendedPassive = false
  var refusesExtendedActive = false

  private var isBusy = false
  private var hasEnded = false

  init(_ connected: ConnectedControl, _ configuration: FTPClientConfiguration) {
    self.configuration = configuration
    endpoint = connected.endpoint
    peerAddress = connected.peerAddress
    greeting = connected.greeting
    control = connected.control
    loop = connected.control.transport.eventLoop
    tlsClient = connected.tlsClient
    serverName = configuration.serverName ?? connected.endpoint.host
  }

  /// Whether the session goes on: it has neither ended nor been closed, nor has anything failed
  /// that leaves both ends out of step.
  ///
  /// That the server has hung up is noticed by the next operation.
  public var isOpen: Bool { !hasEnded }

  /// Whether the control connection is encrypted.
  public var isEncrypted: Bool { control.tls != nil }

  /// What the TLS handshake of the control connection has agreed on; nil in the clear.
  public var negotiated: TLSNegotiated? { control.tls?.negotiated }

  /// The server's certificates, its own first; empty in the clear.
  public var peerCertificates: [TLSCertificate] { control.tls?.peerCertificates ?? [] }

  /// Runs an operation, alone, and closes the session where it leaves both ends out of step.
  func perform<R>(
    _ body: () async throws(FTPClientError) -> R
  ) async throws(FTPClientError) -> R {
    guard !isBusy else { throw .busy }
    guard !hasEnded else { throw .closed }
    isBusy = true
    defer { isBusy = false }
    do throws(FTPClientError) {
      return try await body()
    } catch {
      if error.endsSession || control.owedReplies > 0 { await end() }
      throw error
    }
  }

  /// Closes the session at once.
  func end() async {
    hasEnded = true
    await control.abort()
  }

  /// Ends the session without a word, and leaves its connection open for somebody else.
  func abandon() {
    hasEnded = true
  }

  /// Says good-bye, and closes; where the server does not answer soon, without its answer.
  func leave() async {
    guard !hasEnded, !isBusy else { return await close() }
    hasEnded = true
    do throws(FTPClientError) {
      try await control.send(CommandLine("QUIT"))
      _ = try await control.finalReply(until: .after(configuration.limits.abortTime))
    } catch {
      // Whoever leaves has nothing more to do with what fails now.
    }
    await control.close()
  }

  /// Closes the session without a word to the server.
  ///
  /// A transfer that is under way fails. A second call does nothing, and neither does one after
  /// `quit`.
  public func close() async {
    hasEnded = true
    await control.transport.close()
  }

  /// Ends the session: QUIT; then closes it, whatever the server says to that.
  public func quit() async {
    await leave()
  }
}

extension FTPClientError {
  /// Whether nothing can follow.
  var endsSession: Bool {
    switch self {
    case .cancelled, .closed, .closedByServer, .protocolViolation: true
    default: false
    }
  }
}
