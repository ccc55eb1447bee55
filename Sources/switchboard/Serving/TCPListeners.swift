import AsyncSockets
import EventLoops
import SocketAddresses
import Sockets

/// Listeners of one TCP address, one on each loop: the kernel shares out connections by their
/// addresses, `SO_REUSEPORT`.
struct TCPListeners: Sendable {
  /// Where all of them are bound.
  let address: SocketAddress
  private let listeners: [TCPListener]

  /// Listens at `address`, which nobody else may have, not even another server of this kind.
  ///
  /// - Parameters:
  ///   - address: port 0 takes a free one.
  ///   - isDualStack: whether an IPv6 address takes IPv4 too.
  ///   - loops: at least one.
  /// - Throws: as `Socket.createServer`.
  init(
    at address: SocketAddress,
    isDualStack: Bool,
    on loops: [EventLoop]
  ) throws(SocketError) {
    let first = try Self.alone(at: address, isDualStack, isShared: loops.count > 1, on: loops[0])
    self.address = try first.localAddress
    var listeners = [first]
    for loop in loops.dropFirst() {
      listeners.append(
        try TCPListener(at: self.address, reusePort: true, dualStack: isDualStack, on: loop)
      )
    }
    self.listeners = listeners
  }

  /// Serves connections, each on the loop that took it, until `close`.
  ///
  /// - Parameters:
  ///   - onError: as `ConnectionListener.serve`.
  ///   - handler: as there.
  /// - Throws: what makes accepting impossible for good; the other listeners are closed then.
  func serve(
    onError: @escaping @Sendable (any Error) -> Void,
    _ handler: nonisolated(nonsending) @escaping @Sendable (TCPConnection) async throws -> Void
  ) async throws {
    try await withThrowingTaskGroup { group in
      for listener in listeners {
        group.addTask(executorPreference: listener.eventLoop) {
          try await listener.serve(onError: onError, handler)
        }
      }
      do { try await group.waitForAll() } catch {
        await close()
        throw error
      }
    }
  }

  /// Takes no connections any more.
  func close() async {
    for listener in listeners { await listener.close() }
  }

  /// A listener that is bound before it shares its port, so that a port that is taken is an error
  /// and not shared with whoever has it.
  private static func alone(
    at address: SocketAddress,
    _ isDualStack: Bool,
    isShared: Bool,
    on loop: EventLoop
  ) throws(SocketError) -> TCPListener {
    guard isShared else { return try TCPListener(at: address, dualStack: isDualStack, on: loop) }
    do throws(SocketError) {
      let socket = try Socket(address.family, .stream)
      try socket.set(.reuseAddress, to: true)
      if address.family == .inet6 { try socket.set(.ipv6Only, to: !isDualStack) }
      try socket.bind(to: address)
      try socket.set(.reusePort, to: true)
      try socket.set(.noDelay, to: true)
      try socket.listen()
      return try TCPListener(adopting: socket, on: loop)
    } catch {
      var error = error
      error.address = address
      throw error
    }
  }
}
