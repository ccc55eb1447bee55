package import SystemCalls

extension Socket {
  /// Receives a message with its control messages: recvmsg(2) with `MSG_CMSG_CLOEXEC`.
  ///
  /// Waits by the socket's timeout.
  ///
  /// A buffer without a free byte still receives: a message, of which it takes nothing.
  ///
  /// - Parameters:
  ///   - buffer: its free part is filled.
  ///   - control: emptied first. With too little room the rest is lost, which the flags tell, and
  ///     descriptors that did not fit are closed by the kernel.
  ///   - flags: as for `receive`. With `.truncated`, `length` tells how long a message that was cut
  ///     is.
  /// - Returns: how many bytes there were, and from whom.
  /// - Throws: as `receive`.
  @available(*, noasync, message: "blocks; use an async socket")
  public func receiveMessage(
    into buffer: inout OutputRawSpan,
    control: inout ControlBuffer,
    flags: MessageFlags = []
  ) throws(SocketError) -> ReceivedMessage {
    try perform(.receive, waitingFor: flags.awaitedEvents) { () throws(Errno) in
      try tryReceiveMessage(into: &buffer, control: &control, flags: flags)
    }
  }

  /// One recvmsg(2), which waits only where the socket does.
  package func tryReceiveMessage(
    into buffer: inout OutputRawSpan,
    control: inout ControlBuffer,
    flags: MessageFlags
  ) throws(Errno) -> ReceivedMessage {
    let free = buffer.freeCapacity
    return try fill(&control, roomFor: free) { (control, address) throws(Errno) in
      try System.recvmsg(
        descriptor,
        into: &buffer,
        control: &control,
        from: &address,
        flags: flags.rawValue
      )
    }
  }

  /// Receives a message over the bytes of `buffer`, from its start; else as
  /// `receiveMessage(into:control:flags:)`.
  ///
  /// - Parameters:
  ///   - buffer: is overwritten.
  ///   - control: emptied first.
  ///   - flags: as for `receive`.
  /// - Returns: how many bytes there were, and from whom.
  /// - Throws: as `receive`.
  @available(*, noasync, message: "blocks; use an async socket")
  public func receiveMessage(
    into buffer: inout MutableRawSpan,
    control: inout ControlBuffer,
    flags: MessageFlags = []
  ) throws(SocketError) -> ReceivedMessage {
    try buffer.withOutputSpan { output throws(SocketError) in
      try receiveMessage(into: &output, control: &control, flags: flags)
    }
  }

  /// Receives a message of at most `count` bytes into a new array; else as
  /// `receiveMessage(into:control:flags:)`.
  ///
  /// - Parameters:
  ///   - count: the array is made as large as this at first, so ask for what you mean; less than 0
  ///     counts as 0.
  ///   - control: emptied first.
  ///   - flags: as for `receive`.
  /// - Returns: the bytes, and what the call tells beside them.
  /// - Throws: as `receive`.
  @available(*, noasync, message: "blocks; use an async socket")
  public func receiveMessage(
    atMost count: Int,
    control: inout ControlBuffer,
    flags: MessageFlags = []
  ) throws(SocketError) -> (bytes: [UInt8], message: ReceivedMessage) {
    var message = ReceivedMessage.none
    let bytes = try withNewArray(capacity: max(0, count)) { output throws(SocketError) in
      message = try receiveMessage(into: &output, control: &control, flags: flags)
    }
    return (bytes, message)
  }

  /// Scatters a message over several buffers: recvmsg(2); else as
  /// `receiveMessage(into:control:flags:)`.
  ///
  /// - Parameters:
  ///   - buffers: each is overwritten, in order, for as many bytes as it has. At most 1024
  ///     (`IOV_MAX`); none receives a message and takes nothing of it.
  ///   - control: emptied first.
  ///   - flags: as for `receive`.
  /// - Returns: how many bytes there were, and from whom.
  /// - Throws: `.messageTooLong` for more buffers than that; else as `receive`.
  @available(*, noasync, message: "blocks; use an async socket")
  public func receiveMessage(
    scattering buffers: inout [[UInt8]],
    control: inout ControlBuffer,
    flags: MessageFlags = []
  ) throws(SocketError) -> ReceivedMessage {
    try perform(.receive, waitingFor: flags.awaitedEvents) { () throws(Errno) in
      try tryReceiveMessage(scattering: &buffers, control: &control, flags: flags)
    }
  }

  /// One recvmsg(2) over several buffers, which waits only where the socket does.
  package func tryReceiveMessage(
    scattering buffers: inout [[UInt8]],
    control: inout ControlBuffer,
    flags: MessageFlags
  ) throws(Errno) -> ReceivedMessage {
    let room = buffers.reduce(0) { $0 + $1.count }
    return try fill(&control, roomFor: room) { (control, address) throws(Errno) in
      try System.recvmsg(
        descriptor,
        scattering: &buffers,
        control: &control,
        from: &address,
        flags: flags.rawValue
      )
    }
  }

  @inline(__always)
  private func fill(
    _ control: inout ControlBuffer,
    roomFor room: Int,
    _ receive: (_ control: inout MutableRawSpan, _ address: inout MutableRawSpan) throws(Errno) ->
      MessageHeader
  ) throws(Errno) -> ReceivedMessage {
    var storage = AddressStorage()
    var header = MessageHeader()
    try control.fill { control throws(Errno) in
      try storage.fill { address throws(Errno) in
        header = try receive(&control, &address)
        return header.addressLength
      }
      return header.controlLength
    }
    return ReceivedMessage(
      count: min(header.count, room),
      length: header.count,
      // Linux gives back the flag that every receive asks for.
      flags: MessageFlags(rawValue: header.flags).subtracting(.closeOnExec),
      sender: storage.address
    )
  }
}
