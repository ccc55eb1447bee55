public import AsyncSockets

/// Makes of a connection a stream that stands on it, before a handler has it: a TLS handshake.
///
/// It runs on the connection's loop, and has `ServerLimits.handshakeTimeout` for all its waits.
/// What it returns is closed by the server; where it throws, the connection is closed.
///
///     let tls = try TLSServer(TLSServerConfiguration(identities: [identity]))
///     let listener = ServerListener(
///       at: address,
///       upgrade: { connection in try await tls.accept(over: connection) }
///     )
public typealias StreamUpgrade =
  nonisolated(nonsending) @Sendable (StreamConnection) async throws -> any ByteStream & Sendable
