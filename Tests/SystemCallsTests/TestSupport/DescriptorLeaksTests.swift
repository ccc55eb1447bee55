import CPlatform
import Glibc
import SystemCalls
import TestSupport
import Testing

struct DescriptorLeaksTests {
  @Test func `sockets and eventfds count, from opening to closing`() throws {
    let pair = try System.socketpair(AF_UNIX, SocketKind.stream, 0)
    let event = try System.eventfd()
    #expect(isLeak(pair.first.number))
    #expect(isLeak(event.number))
    #expect(!isLeak(Int32.max))
  }

  @Test func `pipes count`() throws {
    var ends: [Int32] = [-1, -1]
    // SAFETY: the call writes two numbers, for which there is room.
    unsafe pipe(&ends)
    let output = FileDescriptor(owning: ends[0])
    let input = FileDescriptor(owning: ends[1])
    #expect(isLeak(output.number))
    #expect(isLeak(input.number))
  }

  @Test func `temporary files count, other files do not`() async throws {
    try await temporaryDirectory { directory in
      let file = try openFile(directory + "/file", containing: [1])
      #expect(isLeak(file.number))
    }
    // SAFETY: the path lives through the call.
    let null = FileDescriptor(owning: unsafe open("/dev/null", O_RDONLY | O_CLOEXEC))
    #expect(!isLeak(null.number))
    #expect(!isLeak(STDIN_FILENO))
  }
}
