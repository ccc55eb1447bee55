import ByteStreams
import TLS

/// Both ends of an encrypted connection.
typealias MemoryEnds = (client: TLSStream<MemoryStream>, server: TLSStream<MemoryStream>)

/// What both ends of a connection are made with, unless a test changes it.
struct Ends: Sendable {
  var client = TLSClientConfiguration()
  var server: TLSServerConfiguration
  var serverName = "localhost"
  var session: TLSSession?
  var chunking = MemoryStream.Chunking.whole
  var capacityBytes = MemoryStream.capacityBytesDefault

  /// A server with a good certificate, and a client that trusts it.
  init(_ issued: IssuedCertificate? = nil) throws {
    client.roots = try CertificateAuthority.shared.roots
    let issued = try issued ?? Ends.issued.get()
    server = TLSServerConfiguration(identities: [try issued.identity])
  }

  /// The certificate that servers have where a test needs no other.
  private static let issued = Result { try CertificateAuthority.shared.issue() }

  /// The ends of a new connection, as `change` makes it.
  static func connected(_ change: (inout Ends) throws -> Void = { _ in }) async throws -> MemoryEnds
  {
    var ends = try Ends()
    try change(&ends)
    return try await ends.connect().get()
  }

  /// Shakes hands in memory.
  func connect() async throws -> HandshakeOutcome {
    let client = try TLSClient(client)
    let server = try TLSServer(server)
    return await connect(client, server)
  }

  /// Shakes hands in memory, with contexts that are there already.
  func connect(_ client: TLSClient, _ server: TLSServer) async -> HandshakeOutcome {
    let (first, second) = MemoryStream.pair(capacityBytes: capacityBytes, chunking: chunking)
    return await shakeHands(client, over: first, server, over: second)
  }

  /// Shakes hands over two streams that are connected.
  func shakeHands(
    _ client: TLSClient,
    over first: MemoryStream,
    _ server: TLSServer,
    over second: MemoryStream
  ) async -> HandshakeOutcome {
    let (name, session) = (serverName, session)
    async let connected = outcome { () async throws(TLSError) in
      try await client.connect(over: first, serverName: name, session: session)
    }
    async let accepted = outcome { () async throws(TLSError) in
      try await server.accept(over: second)
    }
    return await HandshakeOutcome(client: connected, server: accepted)
  }
}

/// What a handshake came to at both ends.
struct HandshakeOutcome: Sendable {
  var client: Result<TLSStream<MemoryStream>, TLSError>
  var server: Result<TLSStream<MemoryStream>, TLSError>

  /// Both ends; throws what one of them threw.
  func get() throws -> MemoryEnds {
    (try client.get(), try server.get())
  }

  /// Why the client has none.
  var clientError: TLSError? { client.error }

  /// Why the server has none.
  var serverError: TLSError? { server.error }
}

extension Result where Failure == TLSError {
  var error: TLSError? {
    if case .failure(let error) = self { error } else { nil }
  }
}

/// What a call came to.
func outcome<R>(
  _ call: nonisolated(nonsending) () async throws(TLSError) -> R
) async -> Result<R, TLSError> {
  do throws(TLSError) { return .success(try await call()) } catch { return .failure(error) }
}

/// The error of a call that must fail; nil where it does not.
func failure<R>(
  of call: nonisolated(nonsending) () async throws(TLSError) -> R
) async -> TLSError? {
  await outcome(call).error
}
