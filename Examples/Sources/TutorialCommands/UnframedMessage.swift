public import SocketServers
public import Sockets

/// Messages of protocols that do not say where a message ends.
///
/// The tutorials take what one receive gives, which is a message only where the network was kind.
/// Here a message ends when the peer has been silent for a moment; two that stick together are
/// still one, because nothing on the wire tells them apart.
public enum UnframedMessage {
  /// Silence that ends a message: long against the gaps within one that is sent at once, short
  /// against a person's patience.
  public static let quiet = Duration.milliseconds(20)
  /// The longest message, in bytes.
  public static let bytesMax = 64 << 10

  /// A message longer than `bytesMax`.
  public struct TooLong: Error, CustomStringConvertible {
    /// Says the limit.
    public var description: String {
      "receive message: longer than \(UnframedMessage.bytesMax) bytes"
    }
  }

  /// Receives the next message; empty at the end of the stream.
  ///
  /// - Parameters:
  ///   - socket: where from.
  ///   - quiet: the silence that ends a message.
  ///   - patienceFrom: a first piece shorter than this is a whole message, and nobody waits for
  ///     more.
  /// - Returns: the message, at most `bytesMax` bytes.
  /// - Throws: `TooLong`; what receiving throws.
  public static func receive(
    from socket: borrowing Socket,
    quiet: Duration = quiet,
    patienceFrom: Int = 0
  ) throws -> [UInt8] {
    var message = ArrivingMessage(patienceFrom: patienceFrom)
    try message.take(socket.receive(atMost: bytesMax))
    while !message.isComplete {
      guard try socket.wait(for: .receiving, timeout: quiet) != [] else { break }
      try message.take(socket.receive(atMost: bytesMax))
    }
    return message.bytes
  }

  /// The same for a task, which waits without a buffer.
  ///
  /// - Parameters:
  ///   - connection: where from. Its limit for a wait must be longer than `quiet`.
  ///   - quiet: the silence that ends a message.
  ///   - patienceFrom: as above.
  /// - Returns: the message, at most `bytesMax` bytes; empty at the end of the stream.
  /// - Throws: as above.
  public static func receive(
    from connection: StreamConnection,
    quiet: Duration = quiet,
    patienceFrom: Int = 0
  ) async throws -> [UInt8] {
    var message = ArrivingMessage(patienceFrom: patienceFrom)
    try message.take(await connection.read(atMost: bytesMax))
    while !message.isComplete {
      guard let piece = try await connection.read(atMost: bytesMax, within: quiet) else { break }
      try message.take(piece)
    }
    return message.bytes
  }
}
