internal import CPlatform
public import SocketAddresses
internal import SystemCalls

/// What a message call tells beside the bytes.
public struct ReceivedMessage: Hashable, Sendable {
  /// Bytes put into the buffers.
  public var count: Int
  /// `.truncated` where the message was longer than the buffers, `.controlTruncated` where the control
  /// messages were; `.endOfRecord`, `.outOfBand`, `.errorQueue`, …
  public var flags: MessageFlags
  /// Who sent it; nil on a connected stream and for a Unix sender without an address.
  public var sender: SocketAddress?
}

extension Socket {
  /// Sends a message with control messages: sendmsg(2).
  ///
  /// Waits by the socket's timeout.
  ///
  /// - Parameters:
  ///   - address: nil on a connected socket.
  /// - Returns: how many bytes the kernel took; on a stream it may be part, and the control messages
  ///   then have gone with the first byte.
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

  /// Gathers several buffers into one message: sendmsg(2); else as `sendMessage(_:control:to:flags:)`.
  ///
  /// - Parameter buffers: at most 1024 (`IOV_MAX`); more is `.messageTooLong`.
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

  /// Receives a message with its control messages: recvmsg(2) with `MSG_CMSG_CLOEXEC`.
  ///
  /// Waits by the socket's timeout.
  ///
  /// - Parameters:
  ///   - buffer: its free part is filled.
  ///   - control: emptied first. With too little room the rest is lost, which the flags tell, and
  ///     descriptors that did not fit are closed by the kernel.
  /// - Throws: as `receive`.
  @available(*, noasync, message: "blocks; use an async socket")
  public func receiveMessage(
    into buffer: inout OutputRawSpan,
    control: inout ControlBuffer,
    flags: MessageFlags = []
  ) throws(SocketError) -> ReceivedMessage {
    let free = buffer.freeCapacity
    return try receiveMessage(&control, roomFor: free) { (control, address) throws(Errno) in
      try System.recvmsg(
        descriptor,
        into: &buffer,
        control: &control,
        from: &address,
        flags: flags.union(.closeOnExec).rawValue
      )
    }
  }

  /// Scatters a message over several buffers: recvmsg(2); else as
  /// `receiveMessage(into:control:flags:)`.
  ///
  /// - Parameter buffers: each is overwritten, in order, for as many bytes as it has. At most 1024
  ///   (`IOV_MAX`); more is `.messageTooLong`.
  @available(*, noasync, message: "blocks; use an async socket")
  public func receiveMessage(
    scattering buffers: inout [[UInt8]],
    control: inout ControlBuffer,
    flags: MessageFlags = []
  ) throws(SocketError) -> ReceivedMessage {
    let room = buffers.reduce(0) { $0 + $1.count }
    return try receiveMessage(&control, roomFor: room) { (control, address) throws(Errno) in
      try System.recvmsg(
        descriptor,
        scattering: &buffers,
        control: &control,
        from: &address,
        flags: flags.union(.closeOnExec).rawValue
      )
    }
  }

  private func sendMessage(
    _ control: [ControlMessage],
    _ address: SocketAddress?,
    _ send: (_ control: RawSpan, _ address: RawSpan) throws(Errno) -> Int
  ) throws(SocketError) -> Int {
    let encodedControl = control.isEmpty ? [] : ControlMessage.encode(control)
    return try perform(.send, waitingFor: writable, address: address) { () throws(Errno) in
      guard let address else {
        return try unsafe send(encodedControl.span.bytes, RawSpan())
      }
      return try address.withEncodedBytes { encoded throws(Errno) in
        try unsafe send(encodedControl.span.bytes, encoded)
      }
    }
  }

  private func receiveMessage(
    _ control: inout ControlBuffer,
    roomFor room: Int,
    _ receive: (_ control: inout MutableRawSpan, _ address: inout MutableRawSpan) throws(Errno) ->
      MessageHeader
  ) throws(SocketError) -> ReceivedMessage {
    var storage = AddressStorage()
    var header = MessageHeader()
    try control.fill { control throws(SocketError) in
      try perform(.receive, waitingFor: readable) { () throws(Errno) in
        try storage.fill { address throws(Errno) in
          header = try receive(&control, &address)
          return header.addressLength
        }
      }
      return header.controlLength
    }
    return ReceivedMessage(
      count: min(header.count, room),
      flags: MessageFlags(rawValue: header.flags),
      sender: storage.address
    )
  }
}
