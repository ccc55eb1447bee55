import Foundation
import Sockets

/// A server that does what a test says, however wrong.
///
/// Each connection gets the next script; the connection closes when that returns.
enum ScriptedServer {
  typealias Script = @Sendable (borrowing Socket) throws -> Void

  static func serving<R>(_ scripts: [Script], _ body: (UInt16) throws -> R) throws -> R {
    let listener = SharedSocket(try .createServer(at: SocketAddress(.loopback, port: 0)))
    let stop = try Socket.pair()
    let stopping = SharedSocket(stop.first)
    let end = DispatchSemaphore(value: 0)
    guard let port = try listener.socket.localAddress.port else { throw Failure("no port") }
    Thread.detachNewThread {
      for script in scripts {
        // A script ends as its client lets it.
        try? serve(listener.socket, until: stopping.socket, script)
      }
      end.signal()
    }
    let result = Result { try body(port) }
    try stop.second.close()
    guard end.wait(timeout: .now() + Patience.seconds) == .success else {
      throw Failure("a script does not end")
    }
    return try result.get()
  }

  private static func serve(
    _ listener: borrowing Socket,
    until stopping: borrowing Socket,
    _ script: Script
  ) throws {
    var list = ReadinessList()
    list.append(listener, for: .receiving)
    list.append(stopping, for: .receiving)
    _ = try list.wait()
    guard list[1] == [] else { return }
    let accepted = try listener.accept()
    try accepted.socket.setTimeout(Patience.duration)
    try script(accepted.socket)
  }
}
