import Sockets
import Testing

struct NetworkInterfaceTests {
  @Test func `an interface is the same by name and by index`() throws {
    let byName = try #require(NetworkInterface(named: "lo"))
    #expect(byName.index > 0)
    #expect(NetworkInterface(index: byName.index) == byName)
  }

  @Test(arguments: ["", "no-such-thing", "lo\0", "lo\0x", String(repeating: "l", count: 300)])
  func `a name that no interface has is none`(name: String) {
    #expect(NetworkInterface(named: name) == nil)
  }

  @Test(arguments: [0, 0x7fff_ffff, UInt32.max])
  func `an index that no interface has is none`(index: UInt32) {
    #expect(NetworkInterface(index: index) == nil)
  }
}
