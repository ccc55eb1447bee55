import Testing

@testable import Sockets

struct BytesTests {
  @Test func `integers lie as they do in memory`() {
    var bytes: [UInt8] = []
    bytes.append(native: UInt8(1))
    bytes.append(native: Int16(-2))
    bytes.append(native: UInt32(0x0403_0201))
    bytes.append(native: UInt64.max)
    let expected = [1] + memory(of: Int16(-2)) + memory(of: UInt32(0x0403_0201))
    #expect(bytes == expected + memory(of: UInt64.max))
  }

  private func memory(of value: some FixedWidthInteger & BitwiseCopyable) -> [UInt8] {
    unsafe withUnsafeBytes(of: value) { unsafe Array($0) }
  }

  @Test func `bytes are lent as they are`() {
    #expect([UInt8]().withRawSpan { $0.byteCount } == 0)
    #expect([1 as UInt8, 2].withRawSpan { $0.byteCount } == 2)
  }

  @Test func `bytes that are lent can be overwritten`() {
    var bytes: [UInt8] = [1, 2, 3]
    bytes.withMutableRawSpan { span in
      span.withOutputSpan { output in
        output.append(9)
        output.append(8)
      }
    }
    #expect(bytes == [9, 8, 3])
  }

  @Test func `a new array is as long as what was put into it`() throws(SocketError) {
    let bytes = try withNewArray(capacity: 4) { output throws(SocketError) in
      output.append(7)
    }
    #expect(bytes == [7])
    let empty = try withNewArray(capacity: 0) { _ throws(SocketError) in }
    #expect(empty == [])
  }

  @Test func `a new array that cannot be filled is none`() {
    let cause = SocketError(.timedOut, operation: .receive)
    let error = failure {
      try withNewArray(capacity: 4) { output throws(SocketError) in
        output.append(7)
        throw cause
      }
    }
    #expect(error == cause)
  }
}
