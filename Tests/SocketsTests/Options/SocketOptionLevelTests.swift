import CPlatform
import Sockets
import Testing

struct SocketOptionLevelTests {
  @Test(arguments: [
    (SocketOptionLevel.ipv4, Int32(IPPROTO_IP), "ipv4"),
    (.ipv6, Int32(IPPROTO_IPV6), "ipv6"),
    (.socket, SOL_SOCKET, "socket"),
    (.tcp, Int32(IPPROTO_TCP), "tcp"),
    (.udp, Int32(IPPROTO_UDP), "udp"),
    (SocketOptionLevel(rawValue: 279), 279, "level 279"),
  ])
  func `a level is its number and has a word`(
    level: SocketOptionLevel,
    number: Int32,
    word: String
  ) {
    #expect(level.rawValue == number)
    #expect(level.description == word)
  }
}
