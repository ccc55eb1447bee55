public import Sockets
internal import SystemCalls

/// A server of datagrams whose handler blocks: one datagram after another.
///
/// Python's `socketserver.UDPServer`. For UDP, and for Unix datagrams.
public final class BlockingDatagramServer: Sendable {
  /// The largest datagram that IP carries, in bytes; a longer Unix one is cut.
  public static let datagramBytesMax = 65_535

  /// A datagram that has arrived.
  public struct Datagram: Sendable {
    /// What it says; may be empty.
    public var bytes: [UInt8]
    /// Who sent it; nil for a Unix sender without an address, which cannot be answered.
    public var sender: SocketAddress?
  }

  /// What the server ends by.
  public let shutdown: ShutdownRequest
  /// Where it receives, with the real port.
  public let localAddress: SocketAddress
  /// The socket it receives from, and that handlers answer by.
  public let socket: Socket
  private let report: @Sendable (ServerEvent) -> Void

  /// Receives at `address`.
  ///
  /// - Parameters:
  ///   - address: port 0 lets the kernel choose.
  ///   - shutdown: a request that is shared with other servers; nil makes one for this server
  ///     alone.
  ///   - report: is told of failures, on the thread of `serve`.
  /// - Throws: as `Socket.bind`; nothing stays open.
  public init(
    at address: SocketAddress,
    shutdown: ShutdownRequest? = nil,
    report: @escaping @Sendable (ServerEvent) -> Void = { _ in }
  ) throws(SocketError) {
    socket = try Socket(address.family, .datagram)
    try socket.bind(to: address)
    localAddress = try socket.localAddress
    self.shutdown = if let shutdown { shutdown } else { try ShutdownRequest() }
    self.report = report
  }

  /// Asks the server to end, from anywhere, and returns at once.
  public func requestShutdown() {
    shutdown.request(grace: .zero)
  }

  /// Serves until the server is asked to end.
  ///
  /// - Parameter handler: answers, or not, by `send(_:to:)` of the socket it is lent. What it
  ///   throws is reported, and the next datagram is served. Datagrams that arrive meanwhile wait in
  ///   the kernel's buffer, which drops what it has no room for.
  /// - Returns: how many datagrams were handled.
  /// - Throws: only what makes waiting impossible, which no sender can bring about.
  @available(*, noasync, message: "blocks")
  @discardableResult
  public func serve(
    _ handler: (Datagram, borrowing Socket) throws -> Void
  ) throws(SocketError) -> ShutdownReport {
    var handledCount: UInt64 = 0
    var buffer = [UInt8](repeating: 0, count: Self.datagramBytesMax)
    while !shutdown.isRequested {
      guard let datagram = try next(into: &buffer) else { continue }
      handledCount += 1
      do { try handler(datagram, socket) } catch {
        report(.datagramFailed(sender: datagram.sender, error: error))
      }
    }
    return ShutdownReport(handledCount: handledCount, closedCount: 0, abandonedCount: 0)
  }

  /// Waits for a datagram; nil when there is none after all.
  private func next(into buffer: inout [UInt8]) throws(SocketError) -> Datagram? {
    var list = ReadinessList()
    list.append(shutdown.descriptorNumber, for: .receiving)
    list.append(socket, for: .receiving)
    _ = try list.wait()
    guard list[1] != [] else { return nil }
    do throws(SocketError) {
      var span = buffer.mutableSpan
      // SAFETY: the elements are bytes without padding, and any byte is one.
      var bytes = unsafe span.mutableBytes
      let (count, sender) = try socket.receiveFrom(into: &bytes, flags: .doNotWait)
      return Datagram(bytes: Array(buffer[..<count]), sender: sender)
    } catch {
      // A datagram with a bad checksum wakes and is not there; `connectionRefused` is an answer of
      // ours that nobody took (ICMP).
      if error.code != .wouldBlock { report(.receiveFailed(error)) }
      return nil
    }
  }
}
