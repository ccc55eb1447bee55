import SocketAddresses
import Testing

struct AddressErrorTests {
  static let lines: [(AddressError, String)] = [
    (.tooLong(bytes: 127), "address of 127 bytes is longer than 126"),
    (.familyOutOfRange(-1), "address family -1 is not in 0...65535"),
    (.malformed(.inet6), "bytes are not an address of family inet6"),
    (.flowInformationOutOfRange(0x10_0000), "flow information 1048576 is larger than 1048575"),
    (.pathEmpty, "socket path is empty"),
    (.pathTooLong(bytes: 108), "socket path of 108 bytes is longer than 107"),
    (.pathContainsNUL, "socket path contains a NUL byte"),
    (.abstractNameTooLong(bytes: 108), "abstract socket name of 108 bytes is longer than 107"),
    (.hostTooLong(bytes: 254), "host name of 254 bytes is longer than 253"),
    (.hostContains("\n"), "host name contains U+000A"),
    (.hostContains("\u{1f600}"), "host name contains U+1F600"),
    (.hostContainsColon, "host name contains a colon and is not an IPv6 address"),
  ]

  @Test(arguments: lines)
  func `an error is one readable line`(error: AddressError, line: String) {
    #expect(error.description == line)
    #expect("\(error)" == line)
  }
}
