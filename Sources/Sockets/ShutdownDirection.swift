internal import CPlatform

/// Which halves of a connection `Socket.shutdown` ends.
public enum ShutdownDirection: Sendable, CaseIterable {
  /// `SHUT_RD`: receiving says that the stream has ended, once what has arrived is received.
  case receiving
  /// `SHUT_WR`: the peer gets the end of the stream after what has been sent.
  case sending
  /// `SHUT_RDWR`.
  case both

  var number: Int32 {
    switch self {
    case .receiving: Int32(SHUT_RD)
    case .sending: Int32(SHUT_WR)
    case .both: Int32(SHUT_RDWR)
    }
  }
}
