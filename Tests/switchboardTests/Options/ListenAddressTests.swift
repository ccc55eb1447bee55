import SocketAddresses
import Testing

@testable import switchboard

struct ListenAddressTests {
  @Test(arguments: [
    ("127.0.0.1:7007", "tcp://127.0.0.1:7007"), ("tcp://127.0.0.1:0", "tcp://127.0.0.1:0"),
    ("localhost:80", "tcp://localhost:80"), (":80", "tcp://:80"),
    ("[::]:80", "tcp://[::]:80"), ("[2001:db8::1]:65535", "tcp://[2001:db8::1]:65535"),
    ("[fe80::1%eth0]:1", "tcp://[fe80::1%eth0]:1"), ("udp://[::1]:53", "udp://[::1]:53"),
    ("udp://host:53", "udp://host:53"), ("tls://host:443", "tls://host:443"),
    ("unix:/run/echo", "unix:/run/echo"),
    ("unix:echo", "unix:echo"), ("unix:/a b:c", "unix:/a b:c"),
    (#"unix:/a\x0ab\\"#, #"unix:/a\x0ab\\"#), (#"unix:/\x41"#, "unix:/A"),
    ("unix-abstract:echo", "unix-abstract:echo"), (#"unix-abstract:\x00"#, #"unix-abstract:\x00"#),
    ("unix-datagram:/run/d", "unix-datagram:/run/d"),
    ("unix-seqpacket:/run/地", "unix-seqpacket:/run/地"),
    // A host may have the name of a form, without what follows in the form.
    ("tcp:80", "tcp://tcp:80"), ("vsock.example:80", "tcp://vsock.example:80"),
  ])
  func `every form is read, and what is written is read as the same`(
    _ text: String,
    _ written: String
  ) throws {
    let address = try ListenAddress(text)
    #expect(address.description == written)
    #expect(try ListenAddress(written) == address)
  }

  @Test func `the form tells the protocol`() throws {
    let endpoint = try Endpoint(host: "a", port: 1)
    let path = try UnixAddress(path: "/p")
    #expect(try ListenAddress("a:1") == .tcp(endpoint))
    #expect(try ListenAddress("udp://a:1") == .udp(endpoint))
    #expect(try ListenAddress("unix:/p") == .unix(path))
    #expect(try ListenAddress("unix-abstract:p") == .unix(UnixAddress(abstractName: "p")))
    #expect(try ListenAddress("unix-datagram:/p") == .unixDatagram(path))
    #expect(try ListenAddress("unix-seqpacket:/p") == .unixSequencedPackets(path))
  }

  private static let notHostAndPort =
    "not HOST:PORT, or [HOST]:PORT for an IPv6 address, with a port to 65535"
  private static let notPath = "not a path of 1 to 107 bytes"
  private static let notName = "not a name of 1 to 107 bytes"

  @Test(arguments: [
    "", "localhost", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:-1", "127.0.0.1:http",
    "127.0.0.1:080", "::1:80", "[::1]", "[127.0.0.1]:80", "a b:80", "a:80/", "tcp://", "tcp://a",
    "udp://:", " 127.0.0.1:80", "/run/echo",
  ])
  func `what is no host with a port is refused`(_ text: String) {
    #expect(throws: UsageError(Self.notHostAndPort)) { try ListenAddress(text) }
  }

  @Test(arguments: [
    ("unix:", notPath), (#"unix:\x"#, notPath), (#"unix:/\x00"#, notPath),
    ("unix:/" + String(repeating: "a", count: 107), notPath), ("unix-datagram:", notPath),
    ("unix-seqpacket:", notPath), ("unix-abstract:", notName),
    ("unix-abstract:" + String(repeating: "a", count: 108), notName),
    ("vsock:2:1", "vsock: is not supported yet"),
    ("http://a:80", "http:// is nothing to listen at"), ("://a:80", ":// is nothing to listen at"),
    ("TCP://a:80", "TCP:// is nothing to listen at"),
  ])
  func `what has another form, or a bad name, is refused with the reason`(
    _ text: String,
    _ reason: String
  ) {
    #expect(throws: UsageError(reason)) { try ListenAddress(text) }
  }
}
