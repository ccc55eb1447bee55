import SocketAddresses
import Testing

@testable import switchboard

struct BoundAddressTests {
  @Test(arguments: [
    (Transport.tcp, "127.0.0.1:7007", "tcp 127.0.0.1:7007"), (.tcp, "[::]:1", "tcp [::]:1"),
    (.udp, "127.0.0.1:7007", "udp 127.0.0.1:7007"), (.unix, "unix:/run/a b", "unix unix:/run/a b"),
    (.unix, "unix-abstract:echo", "unix unix-abstract:echo"),
    (.tls, "127.0.0.1:7008", "tls 127.0.0.1:7008"),
    (.unixDatagram, #"unix:/a\x0ab"#, #"unix-datagram unix-datagram:/a\x0ab"#),
    (.unixSequencedPackets, "unix:/run/a", "unix-seqpacket unix-seqpacket:/run/a"),
  ])
  func `a server says protocol and address, which can be used as they are`(
    _ transport: Transport,
    _ address: String,
    _ line: String
  ) throws {
    let bound = BoundAddress(transport: transport, address: try #require(SocketAddress(address)))
    #expect(bound.description == line)
    let text = try #require(line.split(separator: " ", maxSplits: 1).last)
    if transport != .udp, transport != .tls {
      #expect(try ListenAddress(String(text)).transport == transport)
    }
  }
}

extension ListenAddress {
  fileprivate var transport: Transport {
    switch self {
    case .tcp: .tcp
    case .tls: .tls
    case .udp: .udp
    case .unix: .unix
    case .unixDatagram: .unixDatagram
    case .unixSequencedPackets: .unixSequencedPackets
    }
  }
}
