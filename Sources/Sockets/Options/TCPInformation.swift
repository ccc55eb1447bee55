/// What the kernel knows of a TCP connection: `struct tcp_info` of tcp(7).
public struct TCPInformation: Hashable, Sendable {
  /// The state of the connection.
  public var state: TCPState
  /// Timeouts in a row without an acknowledgement.
  public var retransmitCount: Int
  /// Keep-alive or window probes in a row without an answer.
  public var probeCount: Int
  /// The largest segment that is sent, in bytes.
  public var sendSegmentBytes: Int
  /// The largest segment that was received, in bytes.
  public var receiveSegmentBytes: Int
  /// Segments sent and not acknowledged.
  public var unacknowledgedSegmentCount: Int
  /// Segments that count as lost.
  public var lostSegmentCount: Int
  /// Since bytes were last sent.
  public var sinceLastSend: Duration
  /// Since bytes were last received.
  public var sinceLastReceive: Duration
  /// Since an acknowledgement was last received.
  public var sinceLastAcknowledgement: Duration
  /// The largest packet on the path, in bytes.
  public var pathBytesMax: Int
  /// The round-trip time, smoothed.
  public var roundTripTime: Duration
  /// How much the round-trip time varies.
  public var roundTripVariation: Duration
  /// How many segments may be on their way at once.
  public var congestionWindowSegmentCount: Int
  /// How many bytes the peer's window has room for when it is as large as it gets.
  public var advertisedSegmentBytes: Int
  /// Segments sent again since the beginning.
  public var totalRetransmitCount: Int
}

/// The state of a TCP connection: RFC 9293 §3.3.2, numbered as in the kernel.
public enum TCPState: UInt8, Sendable, CaseIterable, CustomStringConvertible {
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

extension SocketOptionCoding where Value == TCPInformation {
  /// `struct tcp_info` up to `tcpi_total_retrans`, which every kernel since Linux 2.6 has.
  ///
  /// Eight one-byte fields, then native integers of 4 bytes; the offsets are the kernel's promise to
  /// programs and do not change.
  public static var information: Self {
    Self(bytesMax: 104, encode: { _ in nil }, decode: TCPInformation.init(kernelBytes:))
  }
}

extension TCPInformation {
  init?(kernelBytes bytes: RawSpan) {
    guard bytes.byteCount >= 104,
      let state = TCPState(rawValue: bytes.native(UInt8.self, at: 0))
    else { return nil }
    func number(_ offset: Int) -> Int { Int(bytes.native(UInt32.self, at: offset)) }
    func milliseconds(_ offset: Int) -> Duration { .milliseconds(number(offset)) }
    func microseconds(_ offset: Int) -> Duration { .microseconds(number(offset)) }
    self.state = state
    retransmitCount = Int(bytes.native(UInt8.self, at: 2))
    probeCount = Int(bytes.native(UInt8.self, at: 3))
    sendSegmentBytes = number(16)
    receiveSegmentBytes = number(20)
    unacknowledgedSegmentCount = number(24)
    lostSegmentCount = number(32)
    sinceLastSend = milliseconds(44)
    sinceLastReceive = milliseconds(52)
    sinceLastAcknowledgement = milliseconds(56)
    pathBytesMax = number(60)
    roundTripTime = microseconds(68)
    roundTripVariation = microseconds(72)
    congestionWindowSegmentCount = number(80)
    advertisedSegmentBytes = number(84)
    totalRetransmitCount = number(100)
  }
}
