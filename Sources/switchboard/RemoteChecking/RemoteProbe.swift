import EventLoops
import FTPClients
import TLS

/// How a server is reached that is looked at.
struct RemoteProbe: Sendable {
  let url: RemoteURL
  /// Who logs in; nil where nobody was named.
  let credentials: FTPCredentials?
  /// Verifies certificates, as the user has asked for.
  let careful: TLSClient
  /// Verifies nothing, to see what there is; no password goes over it.
  let careless: TLSClient
  /// The same with TLS 1.2 as the highest version.
  private let carelessAndOld: TLSClient
  private let configuration: FTPClientConfiguration

  /// How long anything may take: a server that is slower is of no use to people either.
  private static let patience = Duration.seconds(15)

  /// - Throws: `CommandFailure` for a file of certificates that cannot be read; as `RemoteOptions`.
  init(_ url: RemoteURL, _ options: RemoteOptions) throws {
    self.url = url
    let login = try options.login(for: url)
    let isNobody = url.user == nil && login.user == FTPCredentials.anonymous.user
    credentials = isNobody ? nil : login
    var configuration = try options.configuration(for: url)
    configuration.limits.connectTime = Self.patience
    configuration.limits.handshakeTime = Self.patience
    configuration.limits.replyTime = Self.patience
    configuration.limits.dataConnectTime = Self.patience
    configuration.limits.stalledTime = Self.patience
    configuration.limits.completionTime = Self.patience
    self.configuration = configuration
    careful = try configuration.tls ?? TLSClient()
    careless = try Self.careless(upTo: .tls13)
    carelessAndOld = try Self.careless(upTo: .tls12)
  }

  private static func careless(
    upTo version: TLSVersion
  ) throws(TLSConfigurationError) -> TLSClient {
    var configuration = TLSClientConfiguration()
    configuration.verification = .dangerouslyNone
    configuration.versionMax = version
    return try TLSClient(configuration)
  }

  /// How TLS begins there.
  var encryption: FTPSecurity { url.scheme == .ftps ? .implicitTLS : .explicitTLS }

  /// Connects as the URL has it at first: in the clear, unless TLS begins with the first byte.
  func connect(on loop: EventLoop) async throws(FTPClientError) -> FTPClient {
    let isEncrypted = url.scheme == .ftps
    return try await connect(isEncrypted ? .implicitTLS : .none, careless, on: loop)
  }

  /// Connects with TLS, whoever the server is.
  func connectAnyhow(
    upTo version: TLSVersion,
    on loop: EventLoop
  ) async throws(FTPClientError) -> FTPClient {
    try await connect(encryption, version == .tls12 ? carelessAndOld : careless, on: loop)
  }

  /// Connects.
  ///
  /// - Parameters:
  ///   - security: how it is encrypted.
  ///   - tls: what encrypts.
  ///   - resumes: whether data connections resume its session.
  ///   - report: hears all that happens.
  ///   - loop: the session's.
  /// - Returns: the session, where nobody has logged in.
  /// - Throws: as `FTPClient.connect`.
  func connect(
    _ security: FTPSecurity,
    _ tls: TLSClient?,
    resumes: Bool = true,
    report: (@Sendable (FTPClientEvent) -> Void)? = nil,
    on loop: EventLoop
  ) async throws(FTPClientError) -> FTPClient {
    var configuration = configuration
    configuration.security = security
    configuration.tls = tls
    configuration.resumesDataSessions = resumes
    configuration.report = report
    return try await FTPClient.connect(to: url.endpoint, configuration, on: loop)
  }
}
