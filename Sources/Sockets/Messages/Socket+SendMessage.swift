public import SocketAddresses
package import SystemCalls

extension Socket {
  /// Sends a message with control messages: sendmsg(2).
  ///
  /// Waits by the socket's timeout.
  ///
  /// - Parameters:
  ///   - bytes: what it says; may be empty, which a stream does not send.
  ///   - control: what goes along; several of different kinds may.
  ///   - address: where to; nil on a connected socket.
  ///   - flags: as for `send`.
  /// - Returns: how many bytes the kernel took; on a stream it may be part, and the control
  ///   messages then have gone with the first byte.
  /// - Throws: as `send`; `.invalidArgument` for control messages that the kernel refuses.
  @available(*, noasync, message: "blocks; use an async socket")
  @discardableResult
  public func sendMessage(
    _ bytes: RawSpan,
    control: [ControlMessage] = [],
    to address: SocketAddress? = nil,
    flags: MessageFlags = []
  ) throws(SocketError) -> Int {
    try sendMessage(control, address) { (control, address) throws(Errno) in
      try System.sendmsg(descriptor, bytes, control: control, to: address, flags: flags.rawValue)
    }
  }

  /// Sends an array as a message; see `sendMessage(_:control:to:flags:)` for spans.
  ///
  /// - Parameters:
  ///   - bytes: what it says.
  ///   - control: what goes along.
  ///   - address: where to; nil on a connected socket.
  ///   - flags: as for `send`.
  /// - Returns: how many bytes the kernel took.
  /// - Throws: as `sendMessage` for spans.
  @available(*, noasync, message: "blocks; use an async socket")
  @discardableResult
  public func sendMessage(
    _ bytes: [UInt8],
    control: [ControlMessage] = [],
    to address: SocketAddress? = nil,
    flags: MessageFlags = []
  ) throws(SocketError) -> Int {
    try bytes.withRawSpan { bytes throws(SocketError) in
      try sendMessage(bytes, control: control, to: address, flags: flags)
    }
  }

  /// Gathers several buffers into one message: sendmsg(2); else as
  /// `sendMessage(_:control:to:flags:)`.
  ///
  /// - Parameters:
  ///   - buffers: the message is one after the other. At most 1024 (`IOV_MAX`), none is an empty
  ///     message.
  ///   - control: what goes along.
  ///   - address: where to; nil on a connected socket.
  ///   - flags: as for `send`.
  /// - Returns: how many bytes the kernel took of all.
  /// - Throws: `.messageTooLong` for more buffers than that; else as `sendMessage` of one.
  @available(*, noasync, message: "blocks; use an async socket")
  @discardableResult
  public func sendMessage(
    gathering buffers: [[UInt8]],
    control: [ControlMessage] = [],
    to address: SocketAddress? = nil,
    flags: MessageFlags = []
  ) throws(SocketError) -> Int {
    try sendMessage(control, address) { (control, address) throws(Errno) in
      try System.sendmsg(
        descriptor,
        gathering: buffers,
        control: control,
        to: address,
        flags: flags.rawValue
      )
    }
  }

  @inline(__always)
  private func sendMessage(
    _ control: [ControlMessage],
    _ address: SocketAddress?,
    _ send: (_ control: RawSpan, _ address: RawSpan) throws(Errno) -> Int
  ) throws(SocketError) -> Int {
    let encodedControl = ControlMessage.encode(control)
    return try perform(.send, waitingFor: writable, address: address) { () throws(Errno) in
      try Socket.trySendMessage(encodedControl, address, send)
    }
  }

  /// One sendmsg(2), which waits only where the socket does.
  package func trySendMessage(
    _ bytes: RawSpan,
    encodedControl: [UInt8],
    to address: SocketAddress?,
    flags: MessageFlags
  ) throws(Errno) -> Int {
    try Socket.trySendMessage(encodedControl, address) { (control, address) throws(Errno) in
      try System.sendmsg(descriptor, bytes, control: control, to: address, flags: flags.rawValue)
    }
  }

  /// One sendmsg(2) of several buffers, which waits only where the socket does.
  package func trySendMessage(
    gathering buffers: [[UInt8]],
    encodedControl: [UInt8],
    to address: SocketAddress?,
    flags: MessageFlags
  ) throws(Errno) -> Int {
    try Socket.trySendMessage(encodedControl, address) { (control, address) throws(Errno) in
      try System.sendmsg(
        descriptor,
        gathering: buffers,
        control: control,
        to: address,
        flags: flags.rawValue
      )
    }
  }

  @inline(__always)
  private static func trySendMessage(
    _ encodedControl: [UInt8],
    _ address: SocketAddress?,
    _ send: (_ control: RawSpan, _ address: RawSpan) throws(Errno) -> Int
  ) throws(Errno) -> Int {
    try encodedControl.withRawSpan { control throws(Errno) in
      guard let address else { return try send(control, RawSpan()) }
      return try address.withEncodedBytes { encoded throws(Errno) in try send(control, encoded) }
    }
  }
}
