public import EventLoops
public import Sockets
internal import SystemCalls

extension SocketCalls {
  /// Sends what the kernel takes of `bytes`: send(2).
  ///
  /// A stream may take part. A message goes whole or not at all; an empty one is sent as such.
  ///
  /// - Parameters:
  ///   - bytes: what to send.
  ///   - flags: how; most sends need none.
  ///   - deadline: when it gives up.
  /// - Returns: how many bytes the kernel took.
  /// - Throws: as `Socket.send`; `.timedOut`, `.cancelled`, `.closed`, `.busy`. Nothing was sent
  ///   then.
  @discardableResult
  public func send(
    _ bytes: RawSpan,
    flags: MessageFlags = [],
    deadline: Deadline = .never
  ) async throws(SocketError) -> Int {
    try await core.perform(.send, .writing, until: deadline) { socket throws(Errno) in
      try System.send(socket.descriptor, bytes, flags: flags.rawValue)
    }
  }

  /// Sends an array; see `send(_:flags:deadline:)` for spans.
  @discardableResult
  public func send(
    _ bytes: [UInt8],
    flags: MessageFlags = [],
    deadline: Deadline = .never
  ) async throws(SocketError) -> Int {
    // SAFETY: a raw span is of initialised bytes; the elements are bytes without padding.
    try unsafe await send(bytes.span.bytes, flags: flags, deadline: deadline)
  }

  /// Sends `bytes` to `address`: sendto(2).
  ///
  /// - Parameters:
  ///   - bytes: what to send.
  ///   - address: whom to, of the socket's family.
  ///   - flags: how; most sends need none.
  ///   - deadline: when it gives up.
  /// - Returns: how many bytes the kernel took: for a message, all.
  /// - Throws: as `Socket.send(_:to:flags:)`; `.timedOut`, `.cancelled`, `.closed`, `.busy`.
  @discardableResult
  public func send(
    _ bytes: RawSpan,
    to address: SocketAddress,
    flags: MessageFlags = [],
    deadline: Deadline = .never
  ) async throws(SocketError) -> Int {
    try await core.send(to: address, until: deadline) { socket throws(Errno) in
      try socket.trySend(bytes, to: address, flags: flags)
    }
  }

  /// Sends an array to `address`; see `send(_:to:flags:deadline:)` for spans.
  @discardableResult
  public func send(
    _ bytes: [UInt8],
    to address: SocketAddress,
    flags: MessageFlags = [],
    deadline: Deadline = .never
  ) async throws(SocketError) -> Int {
    // SAFETY: a raw span is of initialised bytes; the elements are bytes without padding.
    try unsafe await send(bytes.span.bytes, to: address, flags: flags, deadline: deadline)
  }
}
