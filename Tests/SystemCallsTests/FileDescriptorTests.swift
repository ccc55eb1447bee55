import CPlatform
import SystemCalls
import Testing

struct FileDescriptorTests {
  /// Gives one end of a pair to `body`, and asks the other end whether that left it closed.
  ///
  /// A closed end is the end of the stream for the other one. Its number tells nothing: another
  /// thread may have it already.
  private func isClosed(
    after body: (consuming FileDescriptor) throws -> Void
  ) throws -> Bool {
    let pair = try System.socketpair(AF_UNIX, SocketKind.stream, 0)
    let far = pair.second.detach()
    try body(FileDescriptor(owning: far))
    return try pair.first.isAtEnd()
  }

  @Test func `a descriptor is closed where its owner ends`() throws {
    let isClosed = try isClosed { descriptor in _ = consume descriptor }
    #expect(isClosed)
  }

  @Test func `closing closes`() throws {
    let isClosed = try isClosed { descriptor in try descriptor.close() }
    #expect(isClosed)
  }

  @Test func `a detached descriptor stays open`() throws {
    var number: Int32 = -1
    let isClosed = try isClosed { descriptor in number = descriptor.detach() }
    try FileDescriptor(owning: number).close()
    #expect(!isClosed)
  }

  @Test func `a duplicate keeps the end open`() throws {
    var number: Int32 = -1
    let isClosed = try isClosed { descriptor in
      number = try System.duplicate(descriptor).detach()
    }
    try FileDescriptor(owning: number).close()
    #expect(!isClosed)
  }

  #if DEBUG
  @Test func `a descriptor is closed once`() throws {
    let pair = try System.socketpair(AF_UNIX, SocketKind.stream, 0)
    let first = pair.first.detach()
    let second = pair.second.detach()
    let record = try FakeKernel.run([]) {
      try FileDescriptor(owning: first).close()
      _ = FileDescriptor(owning: second)
    }
    #expect(record[.close] == 2)
  }

  @Test func `an interrupted close is told, has closed, and is not repeated`() throws {
    var failure: Errno?
    let isClosed = try isClosed { descriptor in
      let number = descriptor.detach()
      let record = FakeKernel.run([.init(.close, .failure(.interrupted))]) {
        do throws(Errno) { try FileDescriptor(owning: number).close() } catch { failure = error }
      }
      #expect(record[.close] == 1)
    }
    #expect(isClosed)
    #expect(failure == .interrupted)
  }

  @Test func `an owner that ends passes over what close says`() throws {
    let isClosed = try isClosed { descriptor in
      let number = descriptor.detach()
      FakeKernel.run([.init(.close, .failure(.inputOutput))]) {
        _ = FileDescriptor(owning: number)
      }
    }
    #expect(isClosed)
  }
  #endif
}
