public import EventLoops
public import Sockets
internal import SystemCalls

extension SocketCalls {
  /// Receives a message with its control messages: recvmsg(2) with `MSG_CMSG_CLOEXEC`.
  ///
  /// A buffer without a free byte still receives: a message, of which it takes nothing.
  ///
  /// - Parameters:
  ///   - buffer: its free part is filled.
  ///   - control: emptied first; see `Socket.receiveMessage`.
  ///   - flags: as for `receive`.
  ///   - deadline: when it gives up.
  /// - Returns: how many bytes there were, and from whom.
  /// - Throws: as `receive`.
  public func receiveMessage(
    into buffer: inout OutputRawSpan,
    control: inout ControlBuffer,
    flags: MessageFlags = [],
    deadline: Deadline = .never
  ) async throws(SocketError) -> ReceivedMessage {
    try await performReceive(flags, until: deadline) { socket throws(Errno) in
      try socket.tryReceiveMessage(into: &buffer, control: &control, flags: flags)
    }
  }

  /// Receives a message of at most `count` bytes into a new array, which is made when one has
  /// arrived; else as `receiveMessage(into:control:flags:deadline:)`.
  ///
  /// - Parameters:
  ///   - count: less than 0 counts as 0.
  ///   - control: emptied first.
  ///   - flags: as for `receive`.
  ///   - deadline: when it gives up.
  /// - Returns: the bytes, and what the call tells beside them.
  /// - Throws: as `receive`.
  public func receiveMessage(
    atMost count: Int,
    control: inout ControlBuffer,
    flags: MessageFlags = [],
    deadline: Deadline = .never
  ) async throws(SocketError) -> (bytes: [UInt8], message: ReceivedMessage) {
    try await performReceive(flags, until: deadline) { socket throws(Errno) in
      var message = ReceivedMessage.none
      let bytes = try withNewArray(capacity: max(0, count)) { output throws(Errno) in
        message = try socket.tryReceiveMessage(into: &output, control: &control, flags: flags)
      }
      return (bytes, message)
    }
  }

  /// Scatters a message over several buffers: recvmsg(2); else as
  /// `receiveMessage(into:control:flags:deadline:)`.
  ///
  /// - Parameters:
  ///   - buffers: each is overwritten, in order, for as many bytes as it has; at most 1024
  ///     (`IOV_MAX`).
  ///   - control: emptied first.
  ///   - flags: as for `receive`.
  ///   - deadline: when it gives up.
  /// - Returns: how many bytes there were, and from whom.
  /// - Throws: `.messageTooLong` for more buffers than that; else as `receive`.
  public func receiveMessage(
    scattering buffers: inout [[UInt8]],
    control: inout ControlBuffer,
    flags: MessageFlags = [],
    deadline: Deadline = .never
  ) async throws(SocketError) -> ReceivedMessage {
    try await performReceive(flags, until: deadline) { socket throws(Errno) in
      try socket.tryReceiveMessage(scattering: &buffers, control: &control, flags: flags)
    }
  }

  /// Sends a message with control messages: sendmsg(2).
  ///
  /// - Parameters:
  ///   - bytes: what it says; may be empty, which a stream does not send.
  ///   - control: what goes along; several of different kinds may.
  ///   - address: where to; nil on a connected socket.
  ///   - flags: as for `send`.
  ///   - deadline: when it gives up.
  /// - Returns: how many bytes the kernel took; on a stream it may be part, and the control
  ///   messages then have gone with the first byte.
  /// - Throws: as `send`; `.invalidArgument` for control messages that the kernel refuses.
  @discardableResult
  public func sendMessage(
    _ bytes: RawSpan,
    control: [ControlMessage] = [],
    to address: SocketAddress? = nil,
    flags: MessageFlags = [],
    deadline: Deadline = .never
  ) async throws(SocketError) -> Int {
    let encoded = ControlMessage.encode(control)
    return try await core.send(to: address, until: deadline) { socket throws(Errno) in
      try socket.trySendMessage(bytes, encodedControl: encoded, to: address, flags: flags)
    }
  }

  /// Sends an array as a message; see `sendMessage(_:control:to:flags:deadline:)` for spans.
  @discardableResult
  public func sendMessage(
    _ bytes: [UInt8],
    control: [ControlMessage] = [],
    to address: SocketAddress? = nil,
    flags: MessageFlags = [],
    deadline: Deadline = .never
  ) async throws(SocketError) -> Int {
    // SAFETY: a raw span is of initialised bytes; the elements are bytes without padding.
    try unsafe await sendMessage(
      bytes.span.bytes,
      control: control,
      to: address,
      flags: flags,
      deadline: deadline
    )
  }

  /// Gathers several buffers into one message: sendmsg(2); else as
  /// `sendMessage(_:control:to:flags:deadline:)`.
  ///
  /// - Parameters:
  ///   - buffers: the message is one after the other; at most 1024 (`IOV_MAX`).
  ///   - control: what goes along.
  ///   - address: where to; nil on a connected socket.
  ///   - flags: as for `send`.
  ///   - deadline: when it gives up.
  /// - Returns: how many bytes the kernel took of all.
  /// - Throws: `.messageTooLong` for more buffers than that; else as `sendMessage` of one.
  @discardableResult
  public func sendMessage(
    gathering buffers: [[UInt8]],
    control: [ControlMessage] = [],
    to address: SocketAddress? = nil,
    flags: MessageFlags = [],
    deadline: Deadline = .never
  ) async throws(SocketError) -> Int {
    let encoded = ControlMessage.encode(control)
    return try await core.send(to: address, until: deadline) { socket throws(Errno) in
      try socket.trySendMessage(
        gathering: buffers,
        encodedControl: encoded,
        to: address,
        flags: flags
      )
    }
  }
}
