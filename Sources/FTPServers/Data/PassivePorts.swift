internal import AsyncSockets
internal import EventLoops
internal import SocketAddresses
internal import Sockets

/// Opens ports for passive data connections.
enum PassivePorts {
  /// Connections that wait at a port: the client's own, and those of others that are turned away.
  private static let backlog = 8

  /// The ports that are for such use (RFC 6335, section 6).
  ///
  /// They are asked for by number: to find any free one the kernel passes over each port that an
  /// ended connection still has for a minute, which is milliseconds behind some thousand transfers.
  private static let dynamic: ClosedRange<UInt16> = 49_152...65_535

  /// Listens at an address, at a port of the range that is free, chosen at random so that nobody
  /// can know the next (RFC 2577, section 8).
  ///
  /// - Parameters:
  ///   - address: the one that the client has reached.
  ///   - ports: the range; nil is any port, one of the dynamic ones as a rule.
  ///   - loop: that of the session.
  /// - Returns: the listener; nil where no port is free.
  static func open(
    at address: SocketAddress,
    _ ports: ClosedRange<UInt16>?,
    on loop: EventLoop
  ) -> TCPListener? {
    guard let ports else {
      return open(at: address, dynamic, on: loop) ?? listen(at: address, 0, on: loop)
    }
    let count = Int(ports.upperBound - ports.lowerBound) + 1
    let first = Int.random(in: 0..<count)
    for turn in 0..<count {
      let port = ports.lowerBound + UInt16((first + turn) % count)
      if let listener = listen(at: address, port, on: loop) { return listener }
    }
    return nil
  }

  private static func listen(
    at address: SocketAddress,
    _ port: UInt16,
    on loop: EventLoop
  ) -> TCPListener? {
    try? TCPListener(at: address.withPort(port), backlog: backlog, on: loop)
  }
}
