import SocketAddresses
import Sockets
import Testing

@testable import switchboard

struct ComplaintTests {
  @Test func `an error is told with the tool's name before it`() {
    let address = SocketAddress.ipv4(.loopback, port: 80)
    let error = SocketError(.accessDenied, operation: .bind, address: address)
    #expect(Complaint(error).line == "switchboard: bind to 127.0.0.1:80: Permission denied")
  }

  @Test(arguments: [
    ("one\ntwo", "switchboard: one two"), ("one\r\n\n  two\n", "switchboard: one two"),
    ("", "switchboard: "), ("one\u{2028}two", "switchboard: one two"),
  ])
  func `it is one line, whatever it is made of`(_ words: String, _ line: String) {
    #expect(Complaint(words).line == line)
  }
}
