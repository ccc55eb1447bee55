import Sockets
import Testing

struct ProtocolNumberTests {
  /// IANA's numbers.
  @Test(
    arguments: [
      (ProtocolNumber.automatic, 0), (.icmp, 1), (.tcp, 6), (.udp, 17), (.icmpv6, 58), (.raw, 255),
      (ProtocolNumber(rawValue: 132), 132),
    ] as [(ProtocolNumber, Int32)]
  )
  func `a protocol has IANA's number`(protocolNumber: ProtocolNumber, number: Int32) {
    #expect(protocolNumber.rawValue == number)
  }
}
