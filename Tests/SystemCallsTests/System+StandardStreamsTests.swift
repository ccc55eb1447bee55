import CPlatform
import Glibc
import SystemCalls
import Testing

/// Standard streams belong to the process: each of these runs in one of its own.
struct SystemStandardStreamsTests {
  @Test func `a stream that is closed is opened, so that nothing else gets its number`() async {
    await #expect(processExitsWith: .success) {
      for stream in StandardStream.allCases { close(stream.rawValue) }
      System.openMissingStandardStreams()
      let event = try System.eventfd()
      precondition(event.number > StandardStream.error.rawValue)
      var byte: UInt8 = 0
      // SAFETY: the byte lives in this frame.
      precondition(unsafe read(StandardStream.input.rawValue, &byte, 1) == -1 && errno == EBADF)
      for stream in [StandardStream.output, .error] {
        do throws(Errno) {
          try System.write("nobody reads this", to: stream)
          exit(1)
        } catch {
          precondition(error == .badFileDescriptor)
        }
      }
      exit(0)
    }
  }

  @Test func `one that is open stays as it is`() async {
    await #expect(processExitsWith: .success) {
      let pair = try System.socketpair(AF_UNIX, SocketKind.stream, 0)
      dup2(pair.second.number, StandardStream.output.rawValue)
      System.openMissingStandardStreams()
      try System.write("a line\n", to: .output)
      var bytes = [UInt8](repeating: 0, count: 16)
      // SAFETY: the array lives through the call and has the bytes that are asked for.
      precondition(unsafe recv(pair.first.number, &bytes, 16, 0) == 7)
      precondition(bytes.prefix(7).elementsEqual("a line\n".utf8))
      exit(0)
    }
  }

  @Test func `a stream that does not block is waited for`() async {
    await #expect(processExitsWith: .success) {
      let pair = try System.socketpair(AF_UNIX, SocketKind.stream, 0)
      dup2(pair.second.number, StandardStream.output.rawValue)
      try System.setNonBlocking(pair.second, true)
      let text = String(repeating: "x", count: 1 << 20)
      let far = pair.first.number
      let reader = try SystemThread(name: "reader") {
        var left = 1 << 20
        var bytes = [UInt8](repeating: 0, count: 4096)
        // SAFETY: the array lives through the call and has the bytes that are asked for.
        while left > 0 { left -= max(0, unsafe recv(far, &bytes, 4096, 0)) }
      }
      try System.write(text, to: .output)
      reader.join()
      exit(0)
    }
  }
}
