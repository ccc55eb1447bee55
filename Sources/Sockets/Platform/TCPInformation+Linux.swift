internal import SocketAddresses

// The layout of `struct tcp_info` in linux/tcp.h: eight fields of one byte, then integers of 4 and
// 8 bytes in the byte order of the machine. It only ever grows at its end, so the offsets stay.

extension TCPInformation {
  /// The bytes that every kernel gives: up to and with `tcpi_total_retrans`.
  private static let kernelBytesMin = 104

  /// Reads what the kernel gave; nil where it is too short or the state is none.
  init?(kernelBytes bytes: RawSpan) {
    guard bytes.byteCount >= Self.kernelBytesMin,
      let state = TCPState(rawValue: bytes.load(at: 0, as: UInt8.self))
    else { return nil }
    self.state = state
    retransmitCount = Int(bytes.load(at: 2, as: UInt8.self))
    probeCount = Int(bytes.load(at: 3, as: UInt8.self))
    retransmitTimeout = .microseconds(bytes.number(8))
    sendSegmentBytes = bytes.number(16)
    receiveSegmentBytes = bytes.number(20)
    unacknowledgedSegmentCount = bytes.number(24)
    selectivelyAcknowledgedSegmentCount = bytes.number(28)
    lostSegmentCount = bytes.number(32)
    sinceLastSend = .milliseconds(bytes.number(44))
    sinceLastReceive = .milliseconds(bytes.number(52))
    sinceLastAcknowledgement = .milliseconds(bytes.number(56))
    pathBytesMax = bytes.number(60)
    roundTripTime = .microseconds(bytes.number(68))
    roundTripVariation = .microseconds(bytes.number(72))
    congestionWindowSegmentCount = bytes.number(80)
    advertisedSegmentBytes = bytes.number(84)
    totalRetransmitCount = bytes.number(100)

    bytesAcknowledged = bytes.number(120, ifThere: UInt64.self)
    bytesReceived = bytes.number(128, ifThere: UInt64.self)
    unsentBytes = bytes.number(144, ifThere: UInt32.self)
    minimumRoundTripTime = bytes.number(148, ifThere: UInt32.self).flatMap {
      $0 == Int(UInt32.max) ? nil : .microseconds($0)
    }
    deliveryBytesPerSecond = bytes.number(160, ifThere: UInt64.self)
    bytesSent = bytes.number(200, ifThere: UInt64.self)
    bytesRetransmitted = bytes.number(208, ifThere: UInt64.self)
    peerWindowBytes = bytes.number(228, ifThere: UInt32.self)
  }
}

extension RawSpan {
  /// The field of 4 bytes at the offset, which must be there.
  fileprivate func number(_ offset: Int) -> Int {
    Int(load(at: offset, as: UInt32.self))
  }

  /// The field at the offset; nil where the kernel is too old to have it.
  fileprivate func number<Field: FixedWidthInteger & BitwiseCopyable>(
    _ offset: Int,
    ifThere type: Field.Type
  ) -> Int? {
    guard byteCount >= offset + MemoryLayout<Field>.size else { return nil }
    return Int(clamping: load(at: offset, as: type))
  }
}
