public import AsyncSockets
internal import EventLoops
internal import Synchronization

/// A client's connection, in the hands of a handler of a `Server`.
///
/// It is a byte stream, for readers, writers and framing, over TLS as without: `stream` says over
/// what. A handler that wants the last bit of speed, and knows that nothing lies between, uses
/// `transport`.
///
/// It belongs to one event loop, on which its handler runs, and closes when the handler returns or
/// throws. Other tasks may write to it meanwhile.
public final class ServerConnection: Sendable {
  /// Its number at its server.
  public let id: ConnectionID
  /// The connection as the kernel has it.
  public let transport: StreamConnection
  let server: ServerState
  /// What the connection began with, as soon as that is known; nothing for one that came to its
  /// handler as it is.
  private let begun = StoredBeginning()
  /// Whether its handler has it.
  let isServed = Atomic(false)
  /// What `reserve` has counted; nil once the connection has ended.
  private let reservedBytes = Mutex<Int?>(0)
  /// Whether the handler waits in `waitForRequest`.
  let isAwaitingRequest = Atomic(false)

  init(
    _ id: ConnectionID,
    _ transport: StreamConnection,
    of server: ServerState
  ) {
    self.id = id
    self.transport = transport
    self.server = server
  }

  /// Whose it is: the address that accept(2) told, or the PROXY header; nil where neither did.
  public var peer: SocketAddress? { proxyHeader?.source ?? transport.peer }

  /// What the handler reads and writes where an upgrade lies above the transport, as TLS; nil where
  /// none does.
  public var upgraded: (any ByteStream & Sendable)? { beginning?.upgraded }

  /// What a proxy has said of the client; nil where none did.
  public var proxyHeader: ProxyHeader? { beginning?.header }

  /// What the client has connected to: the transport's own address, or that of the PROXY header.
  ///
  /// - Throws: `.closed`; as getsockname(2).
  public var localAddress: SocketAddress {
    get throws(SocketError) {
      if let destination = proxyHeader?.destination { return destination }
      return try transport.localAddress
    }
  }

  /// What the handler reads and writes.
  public var stream: any ByteStream & Sendable { upgraded ?? transport }

  /// What the connection began with; nil for one that came to its handler as it is.
  var beginning: ConnectionBeginning? { begun.value }

  /// Notes what the connection has begun with: once, before its handler has it.
  func begin(_ beginning: ConnectionBeginning) {
    begun.store(beginning)
  }

  /// Whether the server has been asked to end: finish what you are at, and return.
  public var isDraining: Bool { server.drain.isSet }

  /// Reads what has arrived into a buffer that the connection's loop lends, of 64 KiB, waiting
  /// until there is something: as `StreamConnection.receive`, over an upgrade too.
  ///
  /// A connection that waits owns no buffer of its own. To be called on the connection's loop, as
  /// its handler is.
  ///
  /// - Returns: the bytes, at least one; nil at the end of the stream.
  /// - Throws: what a read throws.
  public func receive() async throws -> ReceivedBytes? {
    guard let upgraded else { return try await transport.receive() }
    return try await .read(from: upgraded, on: transport.eventLoop)
  }

  /// Waits until the client has sent something, as `waitForBytes`, or the server has been asked to
  /// end: for a handler that is between two requests, and can leave there without losing anything.
  ///
  /// Bytes that a reader of yours has in its buffer are not looked at: ask it first.
  ///
  /// - Returns: true where there are bytes, or the end of the stream, which a read then tells;
  ///   false where the server ends and none have come.
  /// - Throws: what a read throws.
  public func waitForRequest() async throws -> Bool {
    isAwaitingRequest.store(true, ordering: .sequentiallyConsistent)
    defer {
      isAwaitingRequest.store(false, ordering: .relaxed)
      transport.takeBackInterruption()
    }
    if !isDraining {
      do {
        try await waitForBytes()
        return true
      } catch {
        guard isDraining, !Task.isCancelled else { throw error }
      }
    }
    // What has come by now is still found, also where an upgrade has it already.
    await transport.interruptNextRead()
    do {
      try await waitForBytes()
      return true
    } catch {
      if Task.isCancelled { throw error }
      return false
    }
  }

  /// Sets how long a wait for this client may last, instead of `ServerLimits.idleTimeout`.
  ///
  /// - Parameter timeout: for waits that begin from now on; nil is as long as it takes.
  public func setIdleTimeout(_ timeout: Duration?) async {
    await transport.limitWaits(to: timeout)
  }

  /// Counts memory for buffers against `ServerLimits.bufferBytes`, until the connection ends.
  ///
  /// - Parameter count: bytes, from 0.
  /// - Returns: false where there is no more, or the connection has ended; nothing was counted
  ///   then, and the handler should do with less or end.
  public func reserve(_ count: Int) -> Bool {
    let count = max(0, count)
    guard server.admission.takeMemory(count) else { return false }
    let isCounted = reservedBytes.withLock { reserved in
      guard let before = reserved else { return false }
      reserved = before + count
      return true
    }
    if !isCounted { server.admission.giveBack(Admission.Share(bufferBytes: count)) }
    return isCounted
  }

  /// Gives back what `reserve` has counted, and counts nothing more.
  func giveBackMemory() {
    let count = reservedBytes.withLock { reserved in
      defer { reserved = nil }
      return reserved ?? 0
    }
    if count > 0 { server.admission.giveBack(Admission.Share(bufferBytes: count)) }
  }
}

extension ServerConnection: ByteStream {
  /// What its calls throw: `SocketError`, or what the upgrade's stream throws.
  public typealias Failure = any Error

  /// Reads as `ByteStream` says.
  public func read(into buffer: inout OutputRawSpan) async throws -> Int {
    guard let upgraded else { return try await transport.read(into: &buffer) }
    return try await upgraded.read(into: &buffer)
  }

  /// Waits as `ByteStream` says.
  public func waitForBytes() async throws {
    guard let upgraded else { return try await transport.waitForBytes() }
    try await upgraded.waitForBytes()
  }

  /// Writes as `ByteStream` says.
  public func write(_ bytes: RawSpan) async throws {
    guard let upgraded else { return try await transport.write(bytes) }
    try await upgraded.write(bytes)
  }

  /// Ends the writing half as `ByteStream` says.
  public func finishWriting() async throws {
    guard let upgraded else { return try await transport.finishWriting() }
    try await upgraded.finishWriting()
  }

  /// Closes as `ByteStream` says, before the handler has returned.
  public func close() async {
    await upgraded?.close()
    await transport.close()
  }

  /// Tells the transport.
  public func expectHandshake(_ isExpected: Bool) {
    transport.expectHandshake(isExpected)
  }
}

/// By number, so that the connections of a server can be a set.
extension ServerConnection: Hashable {
  /// Whether they are the same object.
  public static func == (left: ServerConnection, right: ServerConnection) -> Bool {
    left === right
  }

  /// Hashes the number.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(id)
  }
}
