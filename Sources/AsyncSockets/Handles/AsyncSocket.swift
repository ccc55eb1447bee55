public import EventLoops
public import Sockets
internal import SystemCalls

// SAFETY: nothing is added to what the base class has.
/// A socket of any family, type and protocol on an event loop: the twin of `Socket` for tasks, call
/// for call.
///
/// For TCP, UDP and Unix sockets there are types of their own, which offer what fits them.
public final class AsyncSocket: SocketHandle, SocketCalls, UsableConnection, @unchecked Sendable {
  /// Opens a socket: socket(2) with `SOCK_CLOEXEC` and `O_NONBLOCK`.
  ///
  /// - Parameters:
  ///   - family: what kind of addresses it has.
  ///   - type: how it carries data.
  ///   - protocolNumber: `.automatic` takes the family's usual one for the type.
  ///   - loop: where it is used; nil is the current loop, or one of the shared ones.
  /// - Throws: as `Socket.init`.
  public convenience init(
    _ family: AddressFamily,
    _ type: SocketType,
    protocol protocolNumber: ProtocolNumber = .automatic,
    on loop: EventLoop? = nil
  ) throws(SocketError) {
    try self.init(adopting: Socket(family, type, protocol: protocolNumber), on: loop)
  }

  /// Takes over a socket, which becomes non-blocking: fcntl(2) `O_NONBLOCK`.
  ///
  /// - Parameters:
  ///   - socket: of any kind. Where this throws it is closed.
  ///   - loop: where it is used; nil is the current loop, or one of the shared ones.
  /// - Throws: what fcntl(2) says, which for a socket is nothing.
  public init(adopting socket: consuming Socket, on loop: EventLoop? = nil) throws(SocketError) {
    try super.init(socket, on: loop)
  }

  private init(_ accepted: consuming AcceptedSocket, on loop: EventLoop) {
    super.init(core: SocketCore(accepted.socket, on: loop))
  }

  /// Gives the socket its own address: bind(2); see `Socket.bind`.
  public func bind(to address: SocketAddress) throws(SocketError) {
    try core.held.withSocket(.bind) { socket throws(SocketError) in try socket.bind(to: address) }
  }

  /// Starts to take connections: listen(2); see `Socket.listen`.
  public func listen(backlog: Int = Socket.backlogMax) throws(SocketError) {
    try core.held.withSocket(.listen) { socket throws(SocketError) in
      try socket.listen(backlog: backlog)
    }
  }

  /// Connects to `address`: connect(2).
  ///
  /// For datagrams it sets where `send` sends and from where `receive` takes; `.noPeer` undoes
  /// that. After a failure the state of a stream is undefined: close it and take a new one.
  ///
  /// - Parameters:
  ///   - address: the peer's, of the socket's family.
  ///   - deadline: when it gives up; the kernel goes on with what it has begun.
  /// - Throws: as `Socket.connect`; `.timedOut`, `.cancelled`, `.closed`, `.busy`. `.wouldBlock`
  ///   for a Unix listener whose queue is full.
  public func connect(
    to address: SocketAddress,
    deadline: Deadline = .never
  ) async throws(SocketError) {
    try await core.connect(to: address, until: deadline)
  }

  /// Takes the next connection: accept4(2) with `SOCK_CLOEXEC` and `SOCK_NONBLOCK`.
  ///
  /// - Parameters:
  ///   - loop: where the connection lives; nil is the listener's.
  ///   - deadline: when it gives up.
  /// - Returns: the connection, and whose it is. Where this throws, none was taken.
  /// - Throws: as `Socket.accept`; `.timedOut`, `.cancelled`, `.closed`, `.busy`.
  public func accept(
    onto loop: EventLoop? = nil,
    deadline: Deadline = .never
  ) async throws(SocketError) -> (socket: AsyncSocket, peer: SocketAddress?) {
    let accepted = try await core.accept(until: deadline)
    let peer = accepted.peer
    return (AsyncSocket(accepted, on: loop ?? eventLoop), peer)
  }

  /// Sends all of `bytes`, in as many calls of send(2) as it takes.
  ///
  /// - Parameters:
  ///   - bytes: none at all are still one call: an empty datagram.
  ///   - flags: how; most sends need none.
  ///   - deadline: when it gives up.
  /// - Throws: as `send`; `transferred` tells how many bytes the kernel had taken before.
  public func sendAll(
    _ bytes: RawSpan,
    flags: MessageFlags = [],
    deadline: Deadline = .never
  ) async throws(SocketError) {
    try await core.sendAll(bytes, from: 0, flags, until: deadline)
  }

  /// Sends all of an array; see `sendAll(_:flags:deadline:)` for spans.
  public func sendAll(
    _ bytes: [UInt8],
    flags: MessageFlags = [],
    deadline: Deadline = .never
  ) async throws(SocketError) {
    // SAFETY: a raw span is of initialised bytes; the elements are bytes without padding.
    try unsafe await sendAll(bytes.span.bytes, flags: flags, deadline: deadline)
  }

  /// Sends a part of a file; see `StreamConnection.sendFile`.
  @discardableResult
  public func sendFile(
    _ file: borrowing FileDescriptor,
    offset: Int64 = 0,
    count: Int? = nil,
    deadline: Deadline = .never
  ) async throws(SocketError) -> Int {
    try await core.sendFile(file, offset, count, until: deadline)
  }

  /// Ends sending, receiving or both while the socket stays open: shutdown(2).
  ///
  /// - Parameter direction: what ends.
  /// - Throws: `.notConnected`, `.closed`.
  public func shutdown(_ direction: ShutdownDirection) throws(SocketError) {
    try core.shutdown(direction)
  }
}
