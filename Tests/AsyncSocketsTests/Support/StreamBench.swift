import Sockets
import Synchronization
import SystemCalls
import TestSupport
import Testing

@testable import AsyncSockets

/// A connection on a watched loop, whose peer is a socket in the hands of the test.
final class StreamBench: Sendable {
  let watched: WatchedLoop
  let connection: StreamConnection
  /// It does not block; nil once it is reset.
  private let peer: Mutex<SharedSocket?>

  /// A connection of a kind on a loop; the kernel keeps `bufferBytes` for each end, nil being its
  /// own idea.
  init(_ kind: StreamKind, on watched: WatchedLoop, bufferBytes: Int32? = nil) async throws {
    self.watched = watched
    let (connection, peer) = try await Self.connect(kind, watched.loop, bufferBytes)
    self.connection = connection
    self.peer = Mutex(peer)
    if let bufferBytes { try connection.set(.sendBufferBytes, to: bufferBytes) }
  }

  private static func connect(
    _ kind: StreamKind,
    _ loop: EventLoop,
    _ bufferBytes: Int32?
  ) async throws -> (StreamConnection, SharedSocket) {
    guard !kind.isUnix else {
      let ends = try Socket.pair(SocketType.stream)
      try ends.second.setTimeout(.zero)
      return (try UnixConnection(adopting: ends.first, on: loop), SharedSocket(ends.second))
    }
    let address: SocketAddress =
      kind == .tcp ? .ipv4(.loopback, port: 0) : .ipv6(.loopback, port: 0)
    let listener = try Socket.createServer(at: address)
    if let bufferBytes { try listener.set(.receiveBufferBytes, to: bufferBytes) }
    let connection = try await TCPConnection.connect(to: listener.localAddress, on: loop)
    let accepted = try listener.tryAccept(isNonBlocking: true)
    return (connection, SharedSocket(accepted.socket))
  }

  /// Lets the peer reset the connection: close(2) with the option `.linger` at zero.
  func resetByPeer() {
    let shared = peer.withLock { $0.take() }
    #expect(throws: Never.self) { try shared?.socket.set(.linger, to: .reset) }
  }

  /// What the peer can read without waiting.
  func drain() -> [UInt8] {
    var bytes: [UInt8] = []
    let shared = peer.withLock(\.self)
    while let more = try? shared?.socket.receive(atMost: 64 << 10), !more.isEmpty { bytes += more }
    return bytes
  }

  /// What the peer can read up to the end, or to a reset, waiting for it.
  func drainToEnd() async throws -> [UInt8] {
    let shared = peer.withLock(\.self)
    return try await onThread {
      var bytes: [UInt8] = []
      while let more = try? shared?.socket.receiveWaiting(atMost: 64 << 10), !more.isEmpty {
        bytes += more
      }
      return bytes
    }
  }

  /// Lets the peer send, without waiting.
  func send(_ bytes: [UInt8]) {
    let shared = peer.withLock(\.self)
    #expect(throws: Never.self) { _ = try shared?.socket.send(bytes) }
  }
}

extension Socket {
  /// Receives what comes within the time that a test may take.
  fileprivate func receiveWaiting(atMost count: Int) throws -> [UInt8] {
    _ = try wait(for: .receiving, timeout: .seconds(30))
    return try receive(atMost: count)
  }
}

extension [UInt8] {
  /// Bytes of which each tells its place.
  static func counting(_ count: Int) -> [UInt8] {
    let period = Array(UInt8(0)..<251)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count + period.count)
    while bytes.count < count { bytes += period }
    return Array(bytes.prefix(count))
  }
}
