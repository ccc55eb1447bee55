import SocketAddresses
import Testing

@testable import FTPProtocol

@Suite struct FTPDataAddressTests {
  static let addresses: [(FTPDataAddress, String?, String)] = [
    (
      FTPDataAddress(.v4(IPv4Address(132, 235, 1, 2)), port: 6_275), "132,235,1,2,24,131",
      "|1|132.235.1.2|6275|"
    ),
    (FTPDataAddress(.v4(.any), port: 0), "0,0,0,0,0,0", "|1|0.0.0.0|0|"),
    (
      FTPDataAddress(.v4(.broadcast), port: 65_535), "255,255,255,255,255,255",
      "|1|255.255.255.255|65535|"
    ),
    (
      FTPDataAddress(.v6(IPv6Address(0x1080, 0, 0, 0, 8, 0x800, 0x200c, 0x417a)), port: 5_282), nil,
      "|2|1080::8:800:200c:417a|5282|"
    ),
  ]

  @Test(arguments: addresses)
  func `an address is written and read`(
    address: FTPDataAddress,
    port: String?,
    extended: String
  ) throws {
    #expect(address.portArgument.map(text) == port)
    #expect(text(address.extendedArgument) == extended)
    if let port { #expect(FTPDataAddress(port: bytes(port)) == address) }
    #expect(try FTPDataAddress(extended: bytes(extended)) == address)
  }

  @Test(arguments: Array(UInt8(33)...126))
  func `any visible byte separates, unless the fields hold it`(delimiter: UInt8) {
    let argument = bytes("|1|132.235.1.2|6275|").map { $0 == 0x7C ? delimiter : $0 }
    let address = try? FTPDataAddress(extended: argument)
    let isAmbiguous = bytes("1325627.").contains(delimiter)
    #expect((address == Self.addresses[0].0) == !isAmbiguous)
  }

  @Test(arguments: [0, 32, 127, 128, 255] as [UInt8])
  func `no other byte separates`(delimiter: UInt8) {
    let argument = bytes("|1|132.235.1.2|6275|").map { $0 == 0x7C ? delimiter : $0 }
    #expect(throws: FTPDataAddress.ExtendedFailure.malformed) {
      try FTPDataAddress(extended: argument)
    }
  }

  @Test(
    arguments: [
      ("|3|x|1|", .unknownFamily), ("|12345678901234567890|x|1|", .malformed),
      ("||x|1|", .malformed),
      ("|1|1.2.3.4||", .malformed), ("|1||1|", .malformed), ("|1|01.2.3.4|1|", .malformed),
      ("", .malformed),
      ("|1|1.2.3.4|1|1|", .malformed), ("|1|1.2.3.4|-1|", .malformed),
    ] as [(String, FTPDataAddress.ExtendedFailure)]
  )
  func `what is no address is refused`(argument: String, failure: FTPDataAddress.ExtendedFailure) {
    #expect(throws: failure) { try FTPDataAddress(extended: bytes(argument)) }
  }

  @Test(
    arguments: [
      ("192.0.2.1", 1_024, "192.0.2.1", true), ("192.0.2.1", 1_023, "192.0.2.1", false),
      ("192.0.2.1", 0, "192.0.2.1", false), ("192.0.2.2", 1_024, "192.0.2.1", false),
      ("192.0.2.1", 65_535, "::ffff:192.0.2.1", true),
      ("::ffff:192.0.2.1", 2_000, "192.0.2.1", true),
      ("2001:db8::1", 2_000, "2001:db8::1", true), ("2001:db8::2", 2_000, "2001:db8::1", false),
    ] as [(String, UInt16, String, Bool)]
  )
  func `only the client itself is connected to`(
    address: String,
    port: UInt16,
    peer: String,
    isAllowed: Bool
  ) throws {
    let target = FTPDataAddress(try #require(IPAddress(address)), port: port)
    #expect(target.mayServe(try #require(IPAddress(peer))) == isAllowed)
  }
}
