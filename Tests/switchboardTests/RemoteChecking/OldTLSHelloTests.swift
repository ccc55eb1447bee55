import Testing

@testable import switchboard

/// The first message of a handshake that is not to succeed.
struct OldTLSHelloTests {
  @Test(arguments: OldTLSVersion.allCases)
  func `says its version, and how long it and its parts are`(version: OldTLSVersion) throws {
    let hello = OldTLSHello(version: version, serverName: "ftp.example.com").bytes
    #expect(Array(hello[..<3]) == [22, 3, 1])
    #expect(number(hello[3..<5]) == hello.count - 5)
    #expect(hello[5] == 1)
    #expect(number(hello[6..<9]) == hello.count - 9)
    #expect(Array(hello[9..<11]) == [3, version.rawValue])
    // Behind the random bytes: no session, the suites, no compression, the extensions.
    var rest = hello[43...]
    #expect(rest.removeFirst() == 0)
    let suites = number(rest.prefix(2))
    #expect(suites % 2 == 0)
    rest = rest.dropFirst(2 + suites)
    #expect(Array(rest.prefix(2)) == [1, 0])
    #expect(number(rest.dropFirst(2).prefix(2)) == rest.count - 4)
    #expect(String(decoding: rest, as: UTF8.self).contains("ftp.example.com"))
  }

  @Test(arguments: ["127.0.0.1", "::1"])
  func `calls nobody by an address`(address: String) {
    let hello = OldTLSHello(version: .tls10, serverName: address).bytes
    #expect(!String(decoding: hello, as: UTF8.self).contains(address))
  }

  @Test(arguments: [
    ([22, 3, 1, 0, 80, 2, 0, 0, 76, 3, 1], true),
    // Another version, as a server chooses which has a higher one at least.
    ([22, 3, 1, 0, 80, 2, 0, 0, 76, 3, 2], false),
    ([22, 3, 3, 0, 80, 2, 0, 0, 76, 3, 3], false),
    // An alert: protocol version.
    ([21, 3, 1, 0, 2, 2, 70], false),
    ([22, 3, 1, 0, 80, 2, 0, 0, 76, 3], false),
    ([], false),
    (Array("500 what?\r\n".utf8), false),
  ])
  func `is accepted by a message of the server in its version`(answer: [UInt8], isAccepted: Bool) {
    let hello = OldTLSHello(version: .tls10, serverName: "example.com")
    #expect(hello.isAccepted(by: answer) == isAccepted)
  }

  private func number(_ bytes: some Sequence<UInt8>) -> Int {
    bytes.reduce(0) { $0 << 8 | Int($1) }
  }
}
