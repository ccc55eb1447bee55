import Sockets
import TestSupport
import Testing

struct SocketOptionIPv4Tests {
  static let settable: [OptionRow] = [
    OptionRow(.bindAddressNoPort, on: .tcp, from: false, to: true),
    OptionRow(.freeBind, on: .tcp, from: false, to: true),
    OptionRow(.multicastAll, on: .udp, from: true, to: false),
    OptionRow(.multicastInterface, on: .udp, from: .any, to: .loopback),
    OptionRow(.multicastLoop, on: .udp, from: true, to: false),
    OptionRow(.multicastTimeToLive, on: .udp, from: 1, to: 255),
    OptionRow(.multicastTimeToLive, on: .udp, from: 1, to: 0),
    OptionRow(.receivesPacketInformation, on: .udp, from: false, to: true),
    OptionRow(.receivesTimeToLive, on: .udp, from: false, to: true),
    OptionRow(.receivesTypeOfService, on: .udp, from: false, to: true),
    OptionRow(.timeToLive, on: .udp, to: 255),
    OptionRow(.timeToLive, on: .tcp, to: 1),
    OptionRow(.typeOfService, on: .udp, from: 0, to: 0xff),
    OptionRow(.typeOfService, on: .tcp, from: 0, to: 0xff, reads: 0xfc),
  ]

  static let refused: [OptionRow] = [
    OptionRow(.multicastTimeToLive, on: .udp, refuses: 256, as: .invalidArgument),
    OptionRow(.multicastTimeToLive, on: .tcp, refuses: 2, as: .invalidArgument),
    OptionRow(.timeToLive, on: .udp, refuses: 0, as: .invalidArgument),
    OptionRow(.timeToLive, on: .udp, refuses: 256, as: .invalidArgument),
    OptionRow(
      .multicastInterface,
      on: .udp,
      refuses: IPv4Address(203, 0, 113, 1),
      as: .addressNotAvailable
    ),
  ]

  @Test(arguments: settable)
  func `an option of IPv4 reads back as it was set`(row: OptionRow) throws {
    try row.run()
  }

  @Test(arguments: refused)
  func `a value that IPv4 cannot have is refused and changes nothing`(row: OptionRow) throws {
    try row.run()
  }

  @Test(.needs(.rawSockets))
  func `a raw socket may write its own headers`() throws {
    try OptionRow(.headerIncluded, on: .icmp, from: false, to: true).run()
    let socket = try Socket(.inet, .raw, protocol: .raw)
    #expect(try socket[.headerIncluded])
  }

  @Test func `the largest packet on the path is known once it is connected`() throws {
    let socket = try Socket(.inet, .datagram)
    let error = failure { try socket[.pathBytesMax] }
    #expect(error?.code == .notConnected)
    try socket.bind(to: .ipv4(.loopback, port: 0))
    try socket.connect(to: try socket.localAddress)
    #expect(try socket[.pathBytesMax] >= 576)
    let refusal = failure { try socket.set(.pathBytesMax, to: 576) }
    #expect(refusal?.code == .noSuchOption)
  }

  @Test func `a time to live can be set back to the system's`() throws {
    let socket = try Socket(.inet, .datagram)
    let first = try socket[.timeToLive]
    try socket.set(.timeToLive, to: first - 1)
    #expect(try socket[.timeToLive] == first - 1)
    try socket.set(.timeToLive, to: -1)
    #expect(try socket[.timeToLive] == first)
  }

  @Test func `a free bind takes an address that is not this machine's`() throws {
    let foreign = SocketAddress.ipv4(IPv4Address(203, 0, 113, 1), port: 0)
    let socket = try Socket(.inet, .datagram)
    let error = failure { try socket.bind(to: foreign) }
    #expect(error?.code == .addressNotAvailable)
    try socket.set(.freeBind, to: true)
    try socket.bind(to: foreign)
    #expect(try socket.localAddress.ip == foreign.ip)
  }
}
