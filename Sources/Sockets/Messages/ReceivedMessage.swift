public import SocketAddresses

/// What a message call tells beside the bytes.
public struct ReceivedMessage: Hashable, Sendable {
  /// Bytes put into the buffers.
  ///
  /// 0 is the end of a stream or, on a socket of messages, an empty message.
  public var count: Int
  /// How long the message was: more than `count` where it was cut and the flag `.truncated` had
  /// been asked; else the same.
  public var length: Int
  /// `.truncated` where the message was longer than the buffers, `.controlTruncated` where the
  /// control messages were; `.endOfRecord`, `.outOfBand`, `.errorQueue` and others.
  public var flags: MessageFlags
  /// Who sent it; nil on a connected stream and for a Unix sender without an address.
  public var sender: SocketAddress?

  /// No message, for a place that is yet to be filled.
  package static let none = ReceivedMessage(count: 0, length: 0, flags: [])
}
