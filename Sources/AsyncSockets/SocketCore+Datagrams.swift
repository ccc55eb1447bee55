internal import EventLoops
internal import SocketAddresses
internal import Sockets
internal import SystemCalls

extension SocketCore {
  /// How long a sender leaves a Unix receiver alone whose queue is full.
  ///
  /// The kernel calls a socket without a peer writable, whoever's queue is full (unix(7)), and so
  /// tells of no change.
  static let fullReceiverPause = Duration.milliseconds(1)

  /// Sends a message to an address: sendto(2).
  func send(
    _ bytes: RawSpan,
    to address: SocketAddress,
    _ flags: MessageFlags,
    until deadline: Deadline
  ) async throws(SocketError) -> Int {
    guard address.family == .unix else {
      return try await perform(.send, .writing, until: deadline, address: address) {
        socket throws(Errno) in
        try socket.trySend(bytes, to: address, flags: flags)
      }
    }
    while true {
      let sent = try await perform(.send, .writing, until: deadline, address: address) {
        socket throws(Errno) -> Int? in
        do throws(Errno) { return try socket.trySend(bytes, to: address, flags: flags) } catch {
          guard error == .wouldBlock else { throw error }
          return nil
        }
      }
      if let sent { return sent }
      try await pause(until: deadline, address)
    }
  }

  private func pause(
    until deadline: Deadline,
    _ address: SocketAddress
  ) async throws(SocketError) {
    let failure: SocketError.Code
    guard loop.now < deadline else {
      throw SocketError(.timedOut, operation: .send, address: address)
    }
    do throws(EventLoopError) {
      return try await loop.sleep(for: SocketCore.fullReceiverPause)
    } catch {
      switch error {
      case .cancelled: failure = .cancelled
      case .timedOut: failure = .timedOut
      case .closed: failure = .closed
      case .system(let number): failure = SocketError.Code(errno: number)
      }
    }
    throw SocketError(failure, operation: .send, address: address)
  }
}
