import CPlatform
import Sockets
import Testing

struct TCPInformationLinuxTests {
  /// The structure with a number of its own in each byte, as far as the kernel of the day goes.
  private static func kernelBytes(count: Int) -> [UInt8] {
    (0..<count).map { $0 == 0 ? 1 : UInt8(truncatingIfNeeded: $0) }
  }

  private func read(_ bytes: [UInt8]) -> TCPInformation? {
    unsafe SocketOptionCoding.information.decode(bytes.span.bytes)
  }

  /// What lies at an offset when each byte has its offset as its value.
  private func number(_ offset: Int, bytes: Int = 4) -> Int {
    (0..<bytes).reversed().reduce(0) { $0 << 8 | (offset + $1) & 0xff }
  }

  /// A field of 4 bytes, with where the C library's header has it.
  struct Field: Sendable {
    var value: @Sendable (TCPInformation) -> Int
    var offset: Int?

    init(
      _ field: PartialKeyPath<tcp_info>,
      _ value: @escaping @Sendable (TCPInformation) -> Int
    ) {
      self.value = value
      offset = MemoryLayout<tcp_info>.offset(of: field)
    }
  }

  static let fields: [Field] = [
    Field(\.tcpi_rto) { microseconds($0.retransmitTimeout) },
    Field(\.tcpi_snd_mss) { $0.sendSegmentBytes },
    Field(\.tcpi_rcv_mss) { $0.receiveSegmentBytes },
    Field(\.tcpi_unacked) { $0.unacknowledgedSegmentCount },
    Field(\.tcpi_sacked) { $0.selectivelyAcknowledgedSegmentCount },
    Field(\.tcpi_lost) { $0.lostSegmentCount },
    Field(\.tcpi_last_data_sent) { microseconds($0.sinceLastSend) / 1000 },
    Field(\.tcpi_last_data_recv) { microseconds($0.sinceLastReceive) / 1000 },
    Field(\.tcpi_last_ack_recv) { microseconds($0.sinceLastAcknowledgement) / 1000 },
    Field(\.tcpi_pmtu) { $0.pathBytesMax },
    Field(\.tcpi_rtt) { microseconds($0.roundTripTime) },
    Field(\.tcpi_rttvar) { microseconds($0.roundTripVariation) },
    Field(\.tcpi_snd_cwnd) { $0.congestionWindowSegmentCount },
    Field(\.tcpi_advmss) { $0.advertisedSegmentBytes },
    Field(\.tcpi_total_retrans) { $0.totalRetransmitCount },
  ]

  @Test func `each figure is read where the C library's header has it`() throws {
    let information = try #require(read(Self.kernelBytes(count: 104)))
    for field in Self.fields {
      let offset = try #require(field.offset)
      #expect(field.value(information) == number(offset), "at \(offset)")
    }
    #expect(information.state == .established)
    #expect(information.retransmitCount == MemoryLayout<tcp_info>.offset(of: \.tcpi_retransmits))
    #expect(information.probeCount == MemoryLayout<tcp_info>.offset(of: \.tcpi_probes))
  }

  /// A figure that the C library's header does not have yet, by the offset that linux/tcp.h gives
  /// it.
  struct LaterField: Sendable {
    var offset: Int
    var bytes: Int
    var value: @Sendable (TCPInformation) -> Int?
  }

  static let laterFields: [LaterField] = [
    LaterField(offset: 120, bytes: 8) { $0.bytesAcknowledged },
    LaterField(offset: 128, bytes: 8) { $0.bytesReceived },
    LaterField(offset: 144, bytes: 4) { $0.unsentBytes },
    LaterField(offset: 148, bytes: 4) { $0.minimumRoundTripTime.map(microseconds) },
    LaterField(offset: 160, bytes: 8) { $0.deliveryBytesPerSecond },
    LaterField(offset: 200, bytes: 8) { $0.bytesSent },
    LaterField(offset: 208, bytes: 8) { $0.bytesRetransmitted },
    LaterField(offset: 228, bytes: 4) { $0.peerWindowBytes },
  ]

  @Test func `a figure of a later kernel is there when its last byte is`() throws {
    for field in Self.laterFields {
      let end = field.offset + field.bytes
      let without = try #require(read(Self.kernelBytes(count: end - 1)))
      #expect(field.value(without) == nil, "at \(field.offset)")
      let with = try #require(read(Self.kernelBytes(count: end)))
      // What a signed number cannot hold is the largest one.
      let expected = number(field.offset, bytes: field.bytes)
      #expect(field.value(with) == (expected < 0 ? .max : expected), "at \(field.offset)")
    }
  }

  @Test func `bytes that are too few or of no state are no information`() {
    #expect(read(Self.kernelBytes(count: 103)) == nil)
    #expect(read([]) == nil)
    for state in [UInt8(0), 12, 255] {
      #expect(read([state] + Self.kernelBytes(count: 104).dropFirst()) == nil)
    }
  }

  @Test func `a shortest round trip that was not measured is none`() throws {
    var bytes = Self.kernelBytes(count: 232)
    bytes.replaceSubrange(148..<152, with: [255, 255, 255, 255])
    let information = try #require(read(bytes))
    #expect(information.minimumRoundTripTime == nil)
    #expect(information.peerWindowBytes != nil)
  }
}

private func microseconds(_ duration: Duration) -> Int {
  Int(duration / .microseconds(1))
}
