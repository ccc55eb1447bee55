public import SocketAddresses

extension Socket {
  /// Connects a stream to an endpoint by name: Python's `create_connection`.
  ///
  /// Every address of the name is tried in the resolver's order, each with a fresh socket; those of
  /// failed attempts are closed.
  ///
  /// - Parameters:
  ///   - timeout: for each attempt, not for all of them, and not for the look-up; the socket that is
  ///     returned keeps it. Nil waits for as long as the system does.
  ///   - source: the address to connect from, of the same family; nil leaves it to the kernel.
  /// - Throws: the last attempt's error with `endpoint` set and every attempt's own in `attempts`; an
  ///   error of the resolver.
  @available(*, noasync, message: "blocks; use the async connection")
  public static func createConnection(
    to endpoint: Endpoint,
    timeout: Duration? = nil,
    from source: SocketAddress? = nil
  ) throws(SocketError) -> Socket {
    var attempts: [SocketError] = []
    for candidate in try Resolver.addresses(of: endpoint) {
      do throws(SocketError) {
        return try connected(to: candidate, timeout, source)
      } catch {
        attempts.append(error)
        // The interruption handler ended the call, not this address alone.
        if error.code == .interrupted { break }
      }
    }
    var failure = attempts.last ?? SocketError(.unknownName, operation: .resolve)
    failure.endpoint = endpoint
    failure.attempts = attempts
    throw failure
  }

  private static func connected(
    to candidate: ResolvedAddress,
    _ timeout: Duration?,
    _ source: SocketAddress?
  ) throws(SocketError) -> Socket {
    let socket = try Socket(
      candidate.address.family,
      candidate.type,
      protocol: candidate.protocolNumber
    )
    if let timeout { try socket.setTimeout(timeout) }
    if let source { try socket.bind(to: source) }
    try socket.connect(to: candidate.address)
    return socket
  }
}
