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

  /// Sends a message, waiting for the receiver: where it is a Unix one that is named, again and
  /// again.
  ///
  /// - Parameters:
  ///   - address: whom to; nil is the peer of a connected socket, which the kernel watches.
  ///   - deadline: when it gives up.
  ///   - attempt: makes the call.
  /// - Returns: what `attempt` does.
  /// - Throws: what `attempt` does; `.timedOut`, `.cancelled`, `.closed`, `.busy`.
  func send(
    to address: SocketAddress?,
    until deadline: Deadline,
    _ attempt: (borrowing Socket) throws(Errno) -> Int
  ) async throws(SocketError) -> Int {
    guard let address, address.family == .unix else {
      return try await perform(.send, .writing, until: deadline, address: address, attempt)
    }
    while true {
      let sent = try await perform(.send, .writing, until: deadline, address: address) {
        socket throws(Errno) -> Int? in
        do throws(Errno) { return try attempt(socket) } catch {
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
    guard loop.now < deadline else {
      throw SocketError(.timedOut, operation: .send, address: address)
    }
    do throws(EventLoopError) { try await loop.sleep(for: SocketCore.fullReceiverPause) } catch {
      throw SocketError(SocketError.Code(error), operation: .send, address: address)
    }
  }
}

extension SocketError.Code {
  /// Why a sleep ended before its time.
  init(_ error: EventLoopError) {
    switch error {
    case .cancelled: self = .cancelled
    case .timedOut: self = .timedOut
    case .closed: self = .closed
    case .system(let number): self.init(errno: number)
    }
  }
}
