internal import EventLoops
internal import SocketAddresses
internal import Sockets
internal import SystemCalls

extension SocketCore {
  /// Connects: connect(2), and where that only begins, waits for its end, which `SO_ERROR` tells.
  ///
  /// - Parameters:
  ///   - address: the peer's.
  ///   - deadline: when it gives up; the kernel goes on with what it has begun.
  /// - Throws: as `Socket.connect`; `.timedOut`, `.cancelled`, `.closed`, `.busy`.
  func connect(to address: SocketAddress, until deadline: Deadline) async throws(SocketError) {
    var hasBegun = false
    var isRefusedForNow = false
    do throws(SocketError) {
      try await perform(.connect, .writing, until: deadline, address: address) {
        socket throws(Errno) in
        if hasBegun { return try socket.checkIsConnected() }
        hasBegun = true
        do throws(Errno) { try socket.beginConnecting(to: address) } catch {
          // A Unix listener whose queue is full: the kernel has no way to wait for that.
          isRefusedForNow = error == .wouldBlock
          guard error != .wouldBlock else { throw .invalidArgument }
          // A connect that a signal interrupts goes on in the kernel, as one that has begun.
          throw error == .inProgress || error == .interrupted ? .wouldBlock : error
        }
      }
    } catch {
      guard isRefusedForNow else { throw error }
      throw SocketError(.wouldBlock, operation: .connect, address: address)
    }
  }
}

extension Socket {
  /// Throws what the kernel noted while it connected, and `EAGAIN` where it has not come to an end:
  /// a socket may be called writable too early.
  fileprivate func checkIsConnected() throws(Errno) {
    try checkConnected()
    do throws(SocketError) { _ = try peerAddress } catch {
      if error.code == .notConnected { throw .wouldBlock }
    }
  }
}

extension SocketCore {
  /// Sets the peer of a socket of datagrams: connect(2), which waits for nothing.
  func connectDatagrams(to address: SocketAddress) throws(SocketError) {
    try held.withSocket(.connect) { socket throws(SocketError) in
      do throws(Errno) { try socket.beginConnecting(to: address) } catch {
        throw SocketError(SocketError.Code(error), operation: .connect, address: address)
      }
    }
  }
}
