import CPlatform
import Glibc
import SystemCalls
import TestSupport
import Testing

/// sendfile(2) has no `MSG_NOSIGNAL`; that it raises no SIGPIPE is this library's doing.
///
/// Each test has a thread of its own, because the mask and the pending signals are a thread's.
struct SystemFilesSignalTests {
  /// Sends a file to a socket whose peer is gone, and gives back what was thrown.
  private static func sendToNobody(_ path: String) throws -> Errno? {
    let file = try openFile(path, containing: [1, 2, 3])
    let socket = try abandonedSocket()
    do throws(Errno) {
      _ = try System.sendfile(socket, from: file, offset: 0, count: 3)
      return nil
    } catch {
      return error
    }
  }

  @Test func `a peer that is gone is an error, and signals are let through again`() async throws {
    try await temporaryDirectory { directory in
      try await onThread {
        PipeSignal.setBlocked(false)
        let error = try Self.sendToNobody(directory + "/file")
        #expect(error == .brokenPipe)
        #expect(!PipeSignal.isPending)
        #expect(!PipeSignal.isBlocked)
      }
    }
  }

  @Test func `a thread that holds SIGPIPE back sees none and holds it back still`() async throws {
    try await temporaryDirectory { directory in
      try await onThread {
        PipeSignal.setBlocked(true)
        let error = try Self.sendToNobody(directory + "/file")
        #expect(error == .brokenPipe)
        #expect(!PipeSignal.isPending)
        #expect(PipeSignal.isBlocked)
      }
    }
  }

  @Test func `a SIGPIPE that was pending before stays pending`() async throws {
    try await temporaryDirectory { directory in
      try await onThread {
        PipeSignal.setBlocked(true)
        raise(SIGPIPE)
        let error = try Self.sendToNobody(directory + "/file")
        #expect(error == .brokenPipe)
        #expect(PipeSignal.isPending)
        PipeSignal.take()
        #expect(!PipeSignal.isPending)
      }
    }
  }

  @Test func `a file sent in part until the socket was shut down raises no signal`() async throws {
    try await temporaryDirectory { directory in
      try await onThread {
        PipeSignal.setBlocked(false)
        let size = 4 << 20
        let file = try openFile(
          directory + "/large",
          containing: [UInt8](repeating: 7, count: size)
        )
        let connection = try Connection()
        // Small, so that the call has to wait with a part of the file sent.
        try connection.client.setOption(SOL_SOCKET, SO_SNDBUF, [0, 0, 1, 0])
        let client = connection.client.number
        let server = connection.server.number
        let closer = try SystemThread(name: "closer") {
          // A byte that arrived shows that the call is under way.
          var entries = [PollEntry(number: server, events: Int16(POLLIN))]
          _ = try? System.poll(&entries, timeoutMilliseconds: -1)
          shutdown(client, Int32(SHUT_WR))
        }
        let sent = try System.sendfile(connection.client, from: file, offset: 0, count: size)
        closer.join()
        #expect((1..<size).contains(sent))
        #expect(!PipeSignal.isPending)
        #expect(!PipeSignal.isBlocked)
      }
    }
  }
}
