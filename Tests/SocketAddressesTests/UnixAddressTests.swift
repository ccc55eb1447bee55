import SocketAddresses
import Testing

struct UnixAddressTests {
  @Test func `a path is given as text or as bytes`() throws {
    let address = try UnixAddress(path: "/run/é.sock")
    #expect(address.kind == .path(Array("/run/é.sock".utf8)))
    #expect(try UnixAddress(path: Array("/run/é.sock".utf8)) == address)
    #expect(address.path == "/run/é.sock")
    #expect(address.abstractName == nil)
    #expect(!address.isUnnamed)
  }

  @Test func `a path that is not UTF-8 is bytes only`() throws {
    let address = try UnixAddress(path: [0x2f, 0xff])
    #expect(address.kind == .path([0x2f, 0xff]))
    #expect(address.path == nil)
  }

  @Test func `a path has one to 107 bytes`() throws {
    #expect(UnixAddress.pathBytesMax == 107)
    #expect(throws: AddressError.pathEmpty) { try UnixAddress(path: "") }
    #expect(try UnixAddress(path: [0x61]).path == "a")
    let longest = String(repeating: "a", count: 107)
    #expect(try UnixAddress(path: longest).path == longest)
    #expect(throws: AddressError.pathTooLong(bytes: 108)) { try UnixAddress(path: longest + "a") }
    #expect(throws: AddressError.pathTooLong(bytes: 108)) {
      try UnixAddress(path: String(repeating: "é", count: 54))
    }
  }

  @Test(arguments: ["\0", "\0a", "a\0", "a\0b"])
  func `a path has no NUL`(path: String) {
    #expect(throws: AddressError.pathContainsNUL) { try UnixAddress(path: path) }
  }

  @Test func `an abstract name has up to 107 bytes of any value`() throws {
    #expect(UnixAddress.abstractNameBytesMax == 107)
    let name = [UInt8](repeating: 0, count: 107)
    #expect(try UnixAddress(abstractName: name).kind == .abstract(name))
    #expect(throws: AddressError.abstractNameTooLong(bytes: 108)) {
      try UnixAddress(abstractName: name + [0])
    }
    #expect(try UnixAddress(abstractName: "switchboard").abstractName == "switchboard")
    #expect(try UnixAddress(abstractName: [0xff]).abstractName == nil)
    #expect(try UnixAddress(abstractName: "a").path == nil)
  }

  @Test func `each NUL of an abstract name counts`() throws {
    let names: [[UInt8]] = [[], [0], [0, 0], [0x61], [0x61, 0]]
    let addresses = try Set(names.map { try UnixAddress(abstractName: $0) })
    #expect(addresses.count == names.count)
  }

  @Test func `an empty abstract name, a path and no name are three things`() throws {
    let empty = try UnixAddress(abstractName: "")
    #expect(empty != .unnamed)
    #expect(empty.abstractName == "")
    #expect(UnixAddress.unnamed.isUnnamed)
    #expect(!empty.isUnnamed)
    #expect(UnixAddress.unnamed.path == nil)
    #expect(UnixAddress.unnamed.abstractName == nil)
    #expect(try UnixAddress(path: "a") != UnixAddress(abstractName: "a"))
  }
}
