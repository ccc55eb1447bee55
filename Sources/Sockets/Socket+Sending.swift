public import SocketAddresses
package import SystemCalls

extension Socket {
  /// Sends what the kernel takes of `bytes`: send(2).
  ///
  /// Waits by the socket's timeout.
  ///
  /// A stream may take part: `sendAll` sends the rest. A message goes whole or not at all; an empty
  /// one is sent as such.
  ///
  /// - Parameters:
  ///   - bytes: what to send.
  ///   - flags: how; most sends need none.
  /// - Returns: how many bytes the kernel took.
  /// - Throws: `.brokenPipe` and `.connectionReset` (the peer is gone; never SIGPIPE),
  ///   `.wouldBlock`, `.timedOut`, `.messageTooLong`; without a peer `.notConnected`,
  ///   `.destinationAddressRequired` (UDP) or `.brokenPipe` (TCP); for datagrams
  ///   `.connectionRefused`, which an earlier one met with.
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
  /// - Parameters:
  ///   - bytes: what to send.
  ///   - address: whom to, of the socket's family.
  ///   - flags: how; most sends need none.
  /// - Returns: how many bytes the kernel took: for a message, all.
  /// - Throws: as `send`; `.addressFamilyNotSupported`, `.networkUnreachable`; `.accessDenied` for
  ///   a broadcast address without the option `.broadcast`; `.connectionRefused` and `.noSuchFile`
  ///   for a Unix address where nobody receives; for a Unix stream `.isConnected` or
  ///   `.notSupported` (TCP ignores the address).
  @available(*, noasync, message: "blocks; use an async socket")
  @discardableResult
  public func send(
    _ bytes: RawSpan,
    to address: SocketAddress,
    flags: MessageFlags = []
  ) throws(SocketError) -> Int {
    try perform(.send, waitingFor: writable, address: address) { () throws(Errno) in
      try trySend(bytes, to: address, flags: flags)
    }
  }

  /// One sendto(2), which waits only where the socket does.
  package func trySend(
    _ bytes: RawSpan,
    to address: SocketAddress,
    flags: MessageFlags
  ) throws(Errno) -> Int {
    try address.withEncodedBytes { encoded throws(Errno) in
      try System.sendto(descriptor, bytes, flags: flags.rawValue, to: encoded)
    }
  }

  /// Sends all of `bytes`, in as many calls of send(2) as it takes.
  ///
  /// The socket's timeout is one deadline for the whole. No bytes at all are still one call: an
  /// empty datagram.
  ///
  /// - Parameters:
  ///   - bytes: what to send.
  ///   - flags: how; most sends need none.
  /// - Throws: as `send`; `transferred` tells how many bytes the kernel had taken before, which the
  ///   peer may receive.
  @available(*, noasync, message: "blocks; use an async socket")
  public func sendAll(_ bytes: RawSpan, flags: MessageFlags = []) throws(SocketError) {
    var sent = 0
    var deadline: CallDeadline?
    do throws(SocketError) {
      while true {
        let rest = bytes.extracting(droppingFirst: sent)
        sent += try perform(.send, waitingFor: writable, deadline: &deadline) { () throws(Errno) in
          try System.send(descriptor, rest, flags: flags.rawValue)
        }
        guard sent < bytes.byteCount else { return }
        try checkBetweenSteps(of: .send, &deadline)
      }
    } catch {
      var error = error
      error.transferred = sent
      throw error
    }
  }
}

// The same for what programs mostly have at hand.
extension Socket {
  /// Sends what the kernel takes of an array; see `send(_:flags:)` for spans.
  @available(*, noasync, message: "blocks; use an async socket")
  @discardableResult
  public func send(_ bytes: [UInt8], flags: MessageFlags = []) throws(SocketError) -> Int {
    // SAFETY: a raw span is of initialised bytes; the elements are bytes without padding.
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
    // SAFETY: a raw span is of initialised bytes; the elements are bytes without padding.
    try unsafe send(bytes.span.bytes, to: address, flags: flags)
  }

  /// Sends all of an array; see `sendAll(_:flags:)` for spans.
  @available(*, noasync, message: "blocks; use an async socket")
  public func sendAll(_ bytes: [UInt8], flags: MessageFlags = []) throws(SocketError) {
    // SAFETY: a raw span is of initialised bytes; the elements are bytes without padding.
    try unsafe sendAll(bytes.span.bytes, flags: flags)
  }

  /// Sends all of a text as UTF-8; see `sendAll(_:flags:)` for spans.
  @available(*, noasync, message: "blocks; use an async socket")
  public func sendAll(_ text: String, flags: MessageFlags = []) throws(SocketError) {
    // SAFETY: a raw span is of initialised bytes; code units of UTF-8 are bytes without padding.
    try unsafe sendAll(text.utf8.span.bytes, flags: flags)
  }
}
