import Testing

@testable import EventLoops

struct BufferPoolTests {
  @Test func `the buffer given back last is the one taken next`() {
    var pool = BufferPool()
    let first = unsafe UInt(bitPattern: pool.take())
    unsafe pool.giveBack(pointer(first))
    let second = unsafe UInt(bitPattern: pool.take())
    #expect(second == first)
    unsafe pool.giveBack(pointer(second))
  }

  @Test(arguments: [2, 17, 40])
  func `buffers that are out at once are different, and can be written whole`(count: Int) {
    var pool = BufferPool()
    for _ in 0..<2 {
      var taken: [UInt] = []
      for number in 0..<count {
        let buffer = unsafe pool.take()
        // SAFETY: the buffer is this test's, and has as many bytes.
        unsafe buffer.initializeMemory(
          as: UInt8.self,
          repeating: UInt8(number),
          count: BufferPool.bufferBytes
        )
        taken.append(UInt(bitPattern: buffer))
      }
      #expect(Set(taken).count == count)
      for (number, address) in taken.enumerated() {
        // SAFETY: as above; written then.
        let byte = unsafe pointer(address).load(fromByteOffset: 65_535, as: UInt8.self)
        #expect(byte == UInt8(number))
        unsafe pool.giveBack(pointer(address))
      }
    }
  }

  private func pointer(_ address: UInt) -> UnsafeMutableRawPointer {
    guard let pointer = unsafe UnsafeMutableRawPointer(bitPattern: address) else {
      preconditionFailure("a buffer is somewhere")
    }
    return unsafe pointer
  }
}
