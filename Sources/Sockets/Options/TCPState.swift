/// The state of a TCP connection: RFC 9293 §3.3.2, numbered as in the kernel.
public enum TCPState: UInt8, Sendable, CaseIterable {
  /// Open on both sides.
  case established = 1
  /// This side asked to connect.
  case synSent
  /// The peer asked to connect.
  case synReceived
  /// This side has closed; its end is not acknowledged.
  case finWait1
  /// This side has closed and the peer knows; the peer still sends.
  case finWait2
  /// Both have closed; the peer may not know yet, so the address stays taken for a minute.
  case timeWait
  /// There is no connection.
  case closed
  /// The peer has closed; this side still sends.
  case closeWait
  /// Both have closed; this side's end is not acknowledged.
  case lastAcknowledgement
  /// It waits for connections.
  case listen
  /// Both closed at the same time.
  case closing
}

extension TCPState: CustomStringConvertible {
  /// The name in the standard, such as `FIN-WAIT-1`.
  public var description: String {
    switch self {
    case .established: "ESTABLISHED"
    case .synSent: "SYN-SENT"
    case .synReceived: "SYN-RECEIVED"
    case .finWait1: "FIN-WAIT-1"
    case .finWait2: "FIN-WAIT-2"
    case .timeWait: "TIME-WAIT"
    case .closed: "CLOSED"
    case .closeWait: "CLOSE-WAIT"
    case .lastAcknowledgement: "LAST-ACK"
    case .listen: "LISTEN"
    case .closing: "CLOSING"
    }
  }
}
