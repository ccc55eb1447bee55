import SocketAddresses
import SystemCalls
import Testing

@testable import Sockets

/// What becomes of an address as the kernel writes it, and as no kernel should.
struct AddressStorageTests {
  static let inet: [UInt8] = [2, 0, 0, 80, 127, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]

  @Test func `an address is read from what the kernel wrote`() throws {
    #expect(try address(Self.inet) == .ipv4(.loopback, port: 80))
  }

  @Test func `no bytes are no address`() throws {
    #expect(try address([]) == nil)
  }

  @Test(arguments: 0..<inet.count)
  func `an address that is cut short is none`(count: Int) throws {
    #expect(try address(Array(Self.inet.prefix(count))) == nil)
  }

  @Test func `the address of an unknown family keeps its bytes`() throws {
    #expect(try address([77, 0, 1, 2, 3])?.bytes == [1, 2, 3])
    #expect(try address([77, 0, 1, 2, 3])?.family.rawValue == 77)
  }

  @Test func `the longest address fits`() throws {
    let bytes = [77, 0] + [UInt8](repeating: 1, count: SocketAddress.bytesMax)
    #expect(try address(bytes)?.bytes.count == SocketAddress.bytesMax)
  }

  @Test func `a Unix address of 108 bytes with the kernel's own NUL after it is read`() throws {
    let path = [UInt8](repeating: UInt8(ascii: "p"), count: 108)
    #expect(try address([1, 0] + path + [0])?.unix?.kind == .path(path))
  }

  @Test func `what failed leaves the last answer`() throws {
    var storage = AddressStorage()
    try fill(&storage, Self.inet)
    #expect(throws: Errno.noMemory) {
      try storage.fill { _ throws(Errno) in throw .noMemory }
    }
    #expect(storage.address == .ipv4(.loopback, port: 80))
  }

  private func address(_ bytes: [UInt8]) throws -> SocketAddress? {
    var storage = AddressStorage()
    try fill(&storage, bytes)
    return storage.address
  }

  private func fill(_ storage: inout AddressStorage, _ bytes: [UInt8]) throws {
    try storage.fill { room throws(Errno) in
      room.withOutputSpan { output in
        for byte in bytes { output.append(byte) }
      }
      return bytes.count
    }
  }
}
