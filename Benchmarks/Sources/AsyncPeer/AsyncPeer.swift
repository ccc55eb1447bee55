internal import AsyncSockets
internal import CMeasuring
internal import Foundation

/// Many small writes to one connection, through the asynchronous sockets: each as a call of its
/// own, or gathered by a `CoalescingWriter`.
///
/// A thread at the other end takes them and answers one byte.
@main
enum AsyncPeer {
  static func main() async throws {
    // SAFETY: the arguments of the process live as long as it does, and are only read.
    let run = unsafe measuring_run(CommandLine.argc, CommandLine.unsafeArgv)
    let (size, count) = unsafe (Int(run.size), Int(run.count))
    let mode = unsafe String(cString: run.mode)
    let listener = try Socket.createServer(at: .ipv4(.loopback, port: 0))
    let client = try Ends.connect(to: listener.localAddress)
    Ends.startReceiver(try Ends.accept(from: listener), size * count, on: unsafe run.server_cpu)
    // The loop's thread inherits where it runs.
    measuring_pin(unsafe run.client_cpu)
    let group = try EventLoopGroup(loops: 1)
    let connection = try TCPConnection(adopting: client, on: group.loops[0])
    let bytes = [UInt8](repeating: 0x78, count: size)
    try await connection.use { connection in
      let start = measuring_now()
      switch mode {
      case "small-writes-single":
        for _ in 0..<count { try await connection.write(bytes) }
      case "small-writes-gathered":
        let writer = CoalescingWriter(connection)
        for _ in 0..<count { try await writer.write(bytes) }
        try await writer.flush()
      default:
        print("no such mode: \(mode)")
        exit(2)
      }
      _ = try await connection.read(atMost: 1)
      measuring_report(count, start)
    }
    await group.shutdown()
  }
}

/// The two ends of the connection, set up with blocking calls before anything is measured.
enum Ends {
  static func connect(to address: SocketAddress) throws(SocketError) -> Socket {
    let socket = try Socket(.inet, .stream)
    try socket.connect(to: address)
    try setForMeasuring(socket)
    return socket
  }

  static func accept(from listener: borrowing Socket) throws(SocketError) -> SharedSocket {
    let socket = try listener.accept().socket
    try setForMeasuring(socket)
    return SharedSocket(socket)
  }

  /// Starts a thread that takes `total` bytes, and then answers one.
  static func startReceiver(_ end: SharedSocket, _ total: Int, on cpu: Int32) {
    Thread.detachNewThread {
      measuring_pin(cpu)
      measuring_drop(end.socket.fileDescriptor, total)
      do throws(SocketError) { try end.socket.sendAll("x") } catch {
        print(error)
        exit(1)
      }
    }
  }

  /// Without Nagle's delay, and without pacing, which some congestion controls have (bbr).
  private static func setForMeasuring(_ socket: borrowing Socket) throws(SocketError) {
    try socket.set(.noDelay, to: true)
    try socket.set(.congestionControl, to: "reno")
  }
}
