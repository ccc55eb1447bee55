import CPlatform
import Glibc
import SystemCalls
import Testing

/// Standard streams belong to the process: each of these runs in one of its own.
struct SystemTerminalsTests {
  @Test func `what is no terminal has no mode`() async {
    await #expect(processExitsWith: .success) {
      let pair = try System.socketpair(AF_UNIX, SocketKind.stream, 0)
      dup2(pair.second.number, StandardStream.input.rawValue)
      precondition(!System.isTerminal(.input))
      do throws(Errno) {
        _ = try System.getTerminalMode(.input)
        exit(1)
      } catch {
        precondition(error.rawValue == ENOTTY)
      }
    }
  }

  @Test func `bytes of standard input are read as they come, and none at its end`() async {
    await #expect(processExitsWith: .success) {
      let pair = try System.socketpair(AF_UNIX, SocketKind.stream, 0)
      dup2(pair.second.number, StandardStream.input.rawValue)
      try pair.first.send(Array("a line\n".utf8))
      try System.shutdown(pair.first, Int32(SHUT_WR))
      let parts = [3, 100, 100]
      let read = try parts.map { try System.read(from: .input, bytesMax: $0) }
      precondition(read == [Array("a l".utf8), Array("ine\n".utf8), []])
    }
  }
}
