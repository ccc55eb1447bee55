import Foundation
import SocketServers
import Sockets
import TestSupport
import Testing

/// A server that is started as a service manager starts it.
///
/// A script opens the sockets, puts them at 3 and 4, and becomes this test program, which then runs
/// the second test alone.
@Suite(.timeLimit(.minutes(10))) struct ServerListenerActivatedTests {
  private static let variable = "SWITCHBOARD_ACTIVATED_SERVER"

  private static let manager = """
    import fcntl, os, socket, sys
    def copy(one):
        return fcntl.fcntl(one, fcntl.F_DUPFD, 10)
    listeners = [socket.create_server(("127.0.0.1", 0)) for _ in range(2)]
    copies = [copy(one) for one in listeners]
    print(*[one.getsockname()[1] for one in listeners])
    for number, one in enumerate(copies, 3):
        os.dup2(one, number, inheritable=True)
    os.closerange(5, 64)
    os.environ.update(LISTEN_PID=str(os.getpid()), LISTEN_FDS="2")
    os.environ["SWITCHBOARD_ACTIVATED_SERVER"] = "1"
    # Standard output is what the test reads: the test library's words go elsewhere.
    os.dup2(2, 1)
    os.execv(sys.argv[1], sys.argv[1:])
    """

  private static var isActivated: Bool {
    ProcessInfo.processInfo.environment[variable] != nil
  }

  @Test(.disabled(if: isActivated, "started by this one"))
  func `a server listens on every socket that it was started with`() async throws {
    let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let script = Program.python3(
      Self.manager,
      [
        program, "--testing-library", "swift-testing", "--quiet", "--filter",
        "SocketServersTests.ServerListenerActivatedTests",
      ]
    )
    let answers = try await script.serve { lines in
      let words = (try await lines.next() ?? "").split(separator: " ")
      let ports = words.compactMap { UInt16($0) }
      return try await onThread {
        try ports.map { port in
          let socket = try Socket.createConnection(
            to: Endpoint(host: "127.0.0.1", port: port),
            timeout: .seconds(20)
          )
          let answer = try SharedSocket(socket).roundTrip("\(port)")
          return answer == "\(port)"
        }
      }
    }
    #expect(answers == [true, true])
  }

  @Test(.enabled(if: isActivated, "started by the other test"))
  func `the server that was started so`() async throws {
    let server = try Server(listening: try ServerListener.activated())
    #expect(server.localAddresses.count == 2)
    let served = Note(0)
    try await server.serve { connection in
      try await echo(connection)
      served.change { $0 += 1 }
      if served.value == 2 { server.requestShutdown() }
    }
    #expect(try ServerListener.activated().isEmpty)
  }
}
