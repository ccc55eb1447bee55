public import SocketAddresses

extension Socket {
  /// Connects a stream to an endpoint by name: Python's `create_connection`.
  ///
  /// Every address of the name is tried in the resolver's order, each with a fresh socket; those of
  /// failed attempts are closed. An empty host is this machine.
  ///
  /// - Parameters:
  ///   - endpoint: where to.
  ///   - timeout: for each attempt, not for all of them, and not for the look-up; the socket that
  ///     is returned keeps it. Nil waits for as long as the system does. Zero does not wait, so
  ///     that only what connects at once does.
  ///   - source: the address to connect from, of the same family; nil leaves it to the kernel.
  /// - Returns: the connected socket.
  /// - Throws: the last attempt's error with `endpoint` set and every attempt's own in `attempts`;
  ///   an error of the resolver; `.unusableArgument` for a negative timeout.
  @available(*, noasync, message: "blocks; use the async connection")
  public static func createConnection(
    to endpoint: Endpoint,
    timeout: Duration? = nil,
    from source: SocketAddress? = nil
  ) throws(SocketError) -> Socket {
    if let timeout, timeout < .zero {
      throw SocketError(.unusableArgument, operation: .connect, endpoint: endpoint)
    }
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

  /// One attempt.
  ///
  /// An error of a step that knows no address tells the one that was to be connected to.
  private static func connected(
    to candidate: ResolvedAddress,
    _ timeout: Duration?,
    _ source: SocketAddress?
  ) throws(SocketError) -> Socket {
    do throws(SocketError) {
      let socket = try Socket(
        candidate.address.family,
        candidate.type,
        protocol: candidate.protocolNumber
      )
      if let timeout { try socket.setTimeout(timeout) }
      if let source { try socket.bind(to: source) }
      try socket.connect(to: candidate.address)
      return socket
    } catch {
      var error = error
      error.address = error.address ?? candidate.address
      throw error
    }
  }
}
