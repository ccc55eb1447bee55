import Sockets
import TestSupport
import Testing

@Suite(.needs(.ipv6Loopback))
struct SocketOptionIPv6Tests {
  static let settable: [OptionRow] = [
    OptionRow(.ipv6DoNotFragment, on: .udpOverIPv6, from: false, to: true),
    OptionRow(.ipv6MulticastAll, on: .udpOverIPv6, from: true, to: false),
    OptionRow(.ipv6MulticastHops, on: .udpOverIPv6, from: 1, to: 255),
    OptionRow(.ipv6MulticastHops, on: .udpOverIPv6, from: 1, to: 0),
    OptionRow(.ipv6MulticastInterface, on: .udpOverIPv6, from: 0, to: 1),
    OptionRow(.ipv6MulticastLoop, on: .udpOverIPv6, from: true, to: false),
    OptionRow(.ipv6Only, on: .tcpOverIPv6, from: false, to: true),
    OptionRow(.ipv6SendsFlowInformation, on: .udpOverIPv6, from: false, to: true),
    OptionRow(.ipv6TrafficClass, on: .udpOverIPv6, from: 0, to: 0xb8),
    OptionRow(.ipv6UnicastHops, on: .tcpOverIPv6, to: 0),
    OptionRow(.ipv6UnicastHops, on: .udpOverIPv6, to: 255),
    OptionRow(.receivesIPv6HopLimit, on: .udpOverIPv6, from: false, to: true),
    OptionRow(.receivesIPv6PacketInformation, on: .udpOverIPv6, from: false, to: true),
    OptionRow(.receivesIPv6TrafficClass, on: .udpOverIPv6, from: false, to: true),
  ]

  static let refused: [OptionRow] = [
    OptionRow(.ipv6MulticastHops, on: .udpOverIPv6, refuses: 256, as: .invalidArgument),
    OptionRow(.ipv6TrafficClass, on: .udpOverIPv6, refuses: 256, as: .invalidArgument),
    OptionRow(.ipv6UnicastHops, on: .udpOverIPv6, refuses: 256, as: .invalidArgument),
    OptionRow(
      .ipv6MulticastInterface,
      on: .udpOverIPv6,
      refuses: .max,
      as: .noSuchDevice
    ),
  ]

  @Test(arguments: settable)
  func `an option of IPv6 reads back as it was set`(row: OptionRow) throws {
    try row.run()
  }

  @Test(arguments: refused)
  func `a value that IPv6 cannot have is refused and changes nothing`(row: OptionRow) throws {
    try row.run()
  }

  @Test func `IPv6 alone is decided before the socket is bound`() throws {
    let socket = try Socket(.inet6, .datagram)
    try socket.bind(to: .ipv6(.loopback, port: 0))
    let error = failure { try socket.set(.ipv6Only, to: true) }
    #expect(error?.code == .invalidArgument)
  }
}
