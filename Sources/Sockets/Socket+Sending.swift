internal import CPlatform
public import SocketAddresses
internal import SystemCalls

extension Socket {
  /// Sends what the kernel takes of `bytes`: send(2).
  ///
  /// Waits by the socket's timeout.
  ///
  /// A stream may take part: `sendAll` sends the rest. A message goes whole or not at all; an empty one
  /// is sent as such.
  ///
  /// - Returns: how many bytes the kernel took.
  /// - Throws: `.brokenPipe` and `.connectionReset` (the peer is gone; never SIGPIPE), `.wouldBlock`,
  ///   `.timedOut`, `.messageTooLong`, `.notConnected`.
  @available(*, noasync, message: "blocks; use an async socket")
  @discardableResult
  public func send(_ bytes: RawSpan, flags: MessageFlags = []) throws(SocketError) -> Int {
    try perform(.send, waitingFor: writable) { () throws(Errno) in
      try System.send(descriptor, bytes, flags: flags.rawValue)
    }
  }

  /// Sends `bytes` to `address`: sendto(2).
  ///
  /// Waits by the socket's timeout.
  ///
  /// - Returns: how many bytes the kernel took: for a message, all.
  /// - Throws: as `send`; `.isConnected` for a stream.
  @available(*, noasync, message: "blocks; use an async socket")
  @discardableResult
  public func send(
    _ bytes: RawSpan,
    to address: SocketAddress,
    flags: MessageFlags = []
  ) throws(SocketError) -> Int {
    try perform(.send, waitingFor: writable, address: address) { () throws(Errno) in
      try address.withEncodedBytes { encoded throws(Errno) in
        try System.sendto(descriptor, bytes, flags: flags.rawValue, to: encoded)
      }
    }
  }

  /// Sends all of `bytes`, in as many calls of send(2) as it takes.
  ///
  /// The socket's timeout is one deadline for the whole. No bytes at all are still one call: an empty
  /// datagram.
  ///
  /// - Throws: as `send`; `transferred` tells how many bytes the kernel had taken before, which the
  ///   peer may receive.
  @available(*, noasync, message: "blocks; use an async socket")
  public func sendAll(_ bytes: RawSpan, flags: MessageFlags = []) throws(SocketError) {
    var sent = 0
    var deadline: CallDeadline?
    repeat {
      let rest = bytes.extracting(sent..<bytes.byteCount)
      do throws(SocketError) {
        sent += try perform(.send, waitingFor: writable, deadline: &deadline) { () throws(Errno) in
          try System.send(descriptor, rest, flags: flags.rawValue)
        }
        if sent < bytes.byteCount, !Interruption.goesOn() {
          throw SocketError(.interrupted, operation: .send)
        }
      } catch {
        var error = error
        error.transferred = sent
        throw error
      }
    } while sent < bytes.byteCount
  }
}

// The same for what programs mostly have at hand.
extension Socket {
  /// Sends what the kernel takes of an array; see `send(_:flags:)` for spans.
  @available(*, noasync, message: "blocks; use an async socket")
  @discardableResult
  public func send(_ bytes: [UInt8], flags: MessageFlags = []) throws(SocketError) -> Int {
    try unsafe send(bytes.span.bytes, flags: flags)
  }

  /// Sends an array to `address`; see `send(_:to:flags:)` for spans.
  @available(*, noasync, message: "blocks; use an async socket")
  @discardableResult
  public func send(
    _ bytes: [UInt8],
    to address: SocketAddress,
    flags: MessageFlags = []
  ) throws(SocketError) -> Int {
    try unsafe send(bytes.span.bytes, to: address, flags: flags)
  }

  /// Sends all of an array; see `sendAll(_:flags:)` for spans.
  @available(*, noasync, message: "blocks; use an async socket")
  public func sendAll(_ bytes: [UInt8], flags: MessageFlags = []) throws(SocketError) {
    try unsafe sendAll(bytes.span.bytes, flags: flags)
  }

  /// Sends all of a text as UTF-8; see `sendAll(_:flags:)` for spans.
  @available(*, noasync, message: "blocks; use an async socket")
  public func sendAll(_ text: String, flags: MessageFlags = []) throws(SocketError) {
    try sendAll(Array(text.utf8), flags: flags)
  }
}
