import CPlatform
import Testing

@testable import Sockets

struct SocketTypeTests {
  @Test(arguments: [
    (SocketType.stream, 1, "stream"), (.datagram, 2, "datagram"), (.raw, 3, "raw"),
    (.reliableDatagram, 4, "reliable datagram"), (.sequencedPacket, 5, "sequenced packet"),
    (SocketType(rawValue: 10), 10, "type 10"), (SocketType(rawValue: -1), -1, "type -1"),
  ])
  func `a type has the kernel's number and a word`(
    type: SocketType,
    number: Int32,
    word: String
  ) {
    #expect(type.rawValue == number)
    #expect(type.description == word)
    #expect(type.isStream == (number == 1))
  }

  @Test(arguments: [1, 2, 3, 4, 5, 10])
  func `the flags that Linux allows beside a type are told from it`(number: Int32) {
    let nonBlocking = Int32(SOCK_NONBLOCK.rawValue)
    let closeOnExec = Int32(SOCK_CLOEXEC.rawValue)
    for flags in [0, nonBlocking, closeOnExec, nonBlocking | closeOnExec] {
      let type = SocketType(rawValue: number | flags)
      #expect(type.withoutFlags.rawValue == number)
      #expect(type.asksNonBlocking == (flags & nonBlocking != 0))
    }
  }
}
