import Glibc
import SocketAddresses
import Testing

struct AddressFamilyTests {
  @Test func `the named families have the platform's numbers`() {
    #expect(AddressFamily.unspecified.rawValue == AF_UNSPEC)
    #expect(AddressFamily.unix.rawValue == AF_UNIX)
    #expect(AddressFamily.inet.rawValue == AF_INET)
    #expect(AddressFamily.inet6.rawValue == AF_INET6)
  }

  @Test func `any other family exists by its number`() {
    let netlink = AddressFamily(rawValue: 16)
    #expect(netlink.rawValue == 16)
    #expect(netlink != .inet)
    #expect(AddressFamily(rawValue: AF_INET) == .inet)
  }

  @Test(arguments: [
    (AddressFamily.inet, "inet"), (.inet6, "inet6"), (.unix, "unix"),
    (.unspecified, "unspecified"), (AddressFamily(rawValue: 16), "family 16"),
    (AddressFamily(rawValue: -1), "family -1"),
  ])
  func `a family is described by its name or its number`(family: AddressFamily, text: String) {
    #expect(family.description == text)
  }
}
