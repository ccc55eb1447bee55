/// What the kernel knows of a TCP connection: `struct tcp_info` of tcp(7).
///
/// A value of the moment it was read. On a socket that is not connected the figures are zero, or
/// what a new connection would start with. What only later kernels tell is nil on those before.
public struct TCPInformation: Hashable, Sendable {
  /// The state of the connection.
  public var state: TCPState
  /// Timeouts in a row without an acknowledgement.
  public var retransmitCount: Int
  /// Keep-alive or window probes in a row without an answer.
  public var probeCount: Int
  /// How long the next timeout is.
  public var retransmitTimeout: Duration
  /// The largest segment that is sent, in bytes.
  public var sendSegmentBytes: Int
  /// The largest segment that was received, as far as the kernel can tell, in bytes.
  public var receiveSegmentBytes: Int
  /// Segments sent and not acknowledged; of a listener, connections that wait to be accepted.
  public var unacknowledgedSegmentCount: Int
  /// Of those, segments that the peer told it has received out of order (SACK, RFC 2018); of a
  /// listener, how many connections may wait: its backlog.
  public var selectivelyAcknowledgedSegmentCount: Int
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
  /// How many segments may be on their way at once: the congestion window.
  public var congestionWindowSegmentCount: Int
  /// The largest segment that this side told the peer to send, in bytes.
  public var advertisedSegmentBytes: Int
  /// Segments sent again since the beginning.
  public var totalRetransmitCount: Int

  /// Bytes that the peer has acknowledged since the beginning; Linux 4.1.
  public var bytesAcknowledged: Int?
  /// Bytes received in order since the beginning; Linux 4.1.
  public var bytesReceived: Int?
  /// Bytes that `send` took and that have not been sent once; Linux 4.6.
  public var unsentBytes: Int?
  /// The shortest round-trip time of late, nil also before the first; Linux 4.6.
  public var minimumRoundTripTime: Duration?
  /// How fast bytes arrived at the peer of late; Linux 4.9.
  public var deliveryBytesPerSecond: Int?
  /// Bytes sent since the beginning, those sent again included; Linux 4.19.
  public var bytesSent: Int?
  /// Bytes sent again since the beginning; Linux 4.19.
  public var bytesRetransmitted: Int?
  /// How many bytes the peer has room for beyond what it has acknowledged: its window; Linux 5.4.
  public var peerWindowBytes: Int?
}

extension SocketOptionCoding where Value == TCPInformation {
  /// `struct tcp_info` as far as `tcpi_snd_wnd`, at least as far as `tcpi_total_retrans`, which
  /// every kernel since Linux 2.6 has.
  public static var information: Self {
    Self(
      bytesMax: 232,
      // It can only be read, but that is for the kernel to say, which asks for an int at least.
      encode: { _ in [0, 0, 0, 0] },
      decode: TCPInformation.init(kernelBytes:)
    )
  }
}
