import Foundation
import Glibc
import Sockets
import TestSupport
import Testing

/// A process that is started as a service manager starts it.
///
/// A script opens the sockets, puts them at 3 and 4, and becomes this test program, which then runs
/// the second test alone.
struct ActivatedProcessTests {
  private static let variable = "SWITCHBOARD_ACTIVATED"

  private static let manager = """
    import fcntl, os, socket, sys
    def copy(one):
        return fcntl.fcntl(one, fcntl.F_DUPFD, 10)
    web = socket.create_server(("127.0.0.1", 0))
    control = socket.socketpair()
    copies = [copy(web), copy(control[0])]
    print(web.getsockname()[1])
    for number, one in enumerate(copies, 3):
        os.dup2(one, number, inheritable=True)
    os.closerange(5, 64)
    os.environ.update(LISTEN_PID=str(os.getpid()), LISTEN_FDS="2", LISTEN_FDNAMES="web:control")
    os.environ["SWITCHBOARD_ACTIVATED"] = "1"
    # Standard output is what the test reads: the test library's words go elsewhere.
    os.dup2(2, 1)
    os.execv(sys.argv[1], sys.argv[1:])
    """

  private static var isActivated: Bool {
    ProcessInfo.processInfo.environment[variable] != nil
  }

  @Test(.disabled(if: isActivated, "started by this one"))
  func `a process takes over the sockets that it was started with`() async throws {
    let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let script = Program.python3(
      Self.manager,
      [
        program, "--testing-library", "swift-testing", "--quiet", "--filter",
        "SocketsTests.ActivatedProcessTests",
      ]
    )
    let answer = try await script.serve { lines in
      let port = try #require(UInt16(try await lines.next() ?? ""))
      return try await onThread {
        let socket = try Socket.createConnection(
          to: Endpoint(host: "127.0.0.1", port: port),
          timeout: .seconds(20)
        )
        var answer: [UInt8] = []
        while case let bytes = try socket.receive(atMost: 100), !bytes.isEmpty { answer += bytes }
        return String(decoding: answer, as: UTF8.self)
      }
    }
    #expect(answer == "web control, then nothing, nothing in the environment, not inherited")
  }

  @Test(.enabled(if: isActivated, "started by the other test"))
  func `the process that was started so`() async throws {
    try await onThread {
      var sockets = try ActivatedSockets.takeOver()
      var words = sockets.names.joined(separator: " ")
      guard let listener = try sockets.takeSocket(named: "web"),
        let control = try sockets.takeSocket(named: "control")
      else { throw SocketError(.unusableArgument, operation: "find what was passed") }
      words += ", then " + (try ActivatedSockets.takeOver().count == 0 ? "nothing" : "more")
      let left = ProcessInfo.processInfo.environment.keys.filter { $0.hasPrefix("LISTEN_") }
      words += left.isEmpty ? ", nothing in the environment" : ", \(left)"
      let isInherited = try listener.isInheritable || control.isInheritable
      words += isInherited ? ", inherited" : ", not inherited"
      let connection = try listener.accept().socket
      try connection.sendAll(Array(words.utf8))
    }
  }
}
