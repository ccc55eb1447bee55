public import EventLoops
public import Sockets
internal import SystemCalls

extension SocketCalls {
  /// Receives into the free part of `buffer`: recv(2).
  ///
  /// A stream gives what has arrived, at least a byte. A message that does not fit is cut.
  ///
  /// - Parameters:
  ///   - buffer: where to.
  ///   - flags: how; most receives need none. `.waitAll` does not wait: the socket never blocks.
  ///   - deadline: when it gives up.
  /// - Returns: how many bytes were put into the buffer. 0 on a stream is its end; on a socket of
  ///   messages it is an empty message, or with sequenced packets the end of the connection. A
  ///   buffer without a free byte returns 0 and receives nothing.
  /// - Throws: as `Socket.receive`; `.timedOut`, `.cancelled`, `.closed`, `.busy`. Nothing was
  ///   taken then.
  public func receive(
    into buffer: inout OutputRawSpan,
    flags: MessageFlags = [],
    deadline: Deadline = .never
  ) async throws(SocketError) -> Int {
    guard !buffer.isFull else { return 0 }
    let free = buffer.freeCapacity
    let count = try await performReceive(flags, until: deadline) { socket throws(Errno) in
      try System.recv(socket.descriptor, into: &buffer, flags: flags.rawValue)
    }
    // With `.truncated` the kernel tells the whole length of a message that was cut.
    return min(count, free)
  }

  /// Receives at most `count` bytes into a new array, which is made when something has arrived;
  /// else as `receive(into:flags:deadline:)`.
  ///
  /// - Parameters:
  ///   - count: 0 or less receives nothing, and more than `Socket.transferBytesMax` counts as that.
  ///   - flags: how; most receives need none.
  ///   - deadline: when it gives up.
  /// - Returns: what was received; empty as 0 there.
  /// - Throws: as there.
  public func receive(
    atMost count: Int,
    flags: MessageFlags = [],
    deadline: Deadline = .never
  ) async throws(SocketError) -> [UInt8] {
    guard count > 0 else { return [] }
    let capacity = min(count, Socket.transferBytesMax)
    return try await performReceive(flags, until: deadline) { socket throws(Errno) in
      try withNewArray(capacity: capacity) { output throws(Errno) in
        _ = try System.recv(socket.descriptor, into: &output, flags: flags.rawValue)
      }
    }
  }

  /// Receives a message and tells who sent it: recvfrom(2).
  ///
  /// Unlike `receive` it takes a message even where the buffer has no free byte.
  ///
  /// - Parameters:
  ///   - buffer: where to.
  ///   - flags: how; most receives need none.
  ///   - deadline: when it gives up.
  /// - Returns: how many bytes were put into the buffer, and the sender: nil on a TCP connection
  ///   and for a Unix sender without an address.
  /// - Throws: as `receive(into:flags:deadline:)`.
  public func receiveFrom(
    into buffer: inout OutputRawSpan,
    flags: MessageFlags = [],
    deadline: Deadline = .never
  ) async throws(SocketError) -> (count: Int, sender: SocketAddress?) {
    try await performReceive(flags, until: deadline) { socket throws(Errno) in
      try socket.tryReceiveFrom(into: &buffer, flags: flags)
    }
  }

  /// Receives a message of at most `count` bytes into a new array, which is made when one has
  /// arrived; else as `receiveFrom(into:flags:deadline:)`.
  ///
  /// - Parameters:
  ///   - count: 0 or less takes a message and drops its bytes, and more than
  ///     `Socket.transferBytesMax` counts as that.
  ///   - flags: how; most receives need none.
  ///   - deadline: when it gives up.
  /// - Returns: what was received, and the sender.
  /// - Throws: as there.
  public func receiveFrom(
    atMost count: Int,
    flags: MessageFlags = [],
    deadline: Deadline = .never
  ) async throws(SocketError) -> (bytes: [UInt8], sender: SocketAddress?) {
    let capacity = max(0, min(count, Socket.transferBytesMax))
    return try await performReceive(flags, until: deadline) { socket throws(Errno) in
      var sender: SocketAddress?
      let bytes = try withNewArray(capacity: capacity) { output throws(Errno) in
        sender = try socket.tryReceiveFrom(into: &output, flags: flags).sender
      }
      return (bytes, sender)
    }
  }

  /// Makes a receiving call, waiting as its flags say.
  ///
  /// The queue of errors and the urgent byte have readiness of their own: what ordinary receives
  /// know says nothing about them, whose event may have come already, and neither does their being
  /// empty say anything about ordinary bytes.
  func performReceive<R>(
    _ flags: MessageFlags,
    until deadline: Deadline,
    _ attempt: (borrowing Socket) throws(Errno) -> R
  ) async throws(SocketError) -> R {
    guard !flags.isDisjoint(with: [.errorQueue, .outOfBand]) else {
      return try await core.perform(.receive, .reading, until: deadline, attempt)
    }
    await forgetReadiness()
    do throws(SocketError) {
      let result = try await core.perform(.receive, .reading, until: deadline, attempt)
      await forgetReadiness()
      return result
    } catch {
      await forgetReadiness()
      throw error
    }
  }

  /// Lets the next receive try its call, whatever an earlier one has met with.
  private func forgetReadiness() async {
    await core.loop.runOperation { core.registration.noteReady(.reading) }
  }
}
