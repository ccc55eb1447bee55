public import EventLoops
public import Sockets

/// A socket that takes connections.
public protocol ConnectionListener: SocketHandle {
  /// What it takes.
  associatedtype Connection: UsableConnection

  /// Takes the next connection.
  ///
  /// - Parameters:
  ///   - loop: where the connection lives; nil is the listener's.
  ///   - deadline: when it gives up.
  /// - Returns: the connection.
  /// - Throws: as accept(2); then none was taken.
  func accept(
    onto loop: EventLoop?,
    deadline: Deadline
  ) async throws(SocketError) -> Connection
}
