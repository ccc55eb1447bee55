package import EventLoops
package import Sockets
package import SystemCalls

// Bytes that are received without being copied into this program.
extension StreamConnection {
  /// Takes into an empty pipe what has arrived, waiting until there is something: splice(2).
  ///
  /// - Parameters:
  ///   - pipe: is empty: where it is full nobody could tell it from a stream from which nothing
  ///     comes.
  ///   - count: the most bytes to take, at least 1.
  ///   - deadline: when it gives up.
  /// - Returns: how many bytes were taken; 0 is the end of the stream.
  /// - Throws: as `read(into:deadline:)`; `.invalidArgument` where the socket cannot do it.
  package final func takeIn(
    _ pipe: KernelPipe,
    atMost count: Int,
    deadline: Deadline = .never
  ) async throws(SocketError) -> Int {
    try await core.perform(.receive, .reading, until: deadline) { socket throws(Errno) in
      let taken = try pipe.takeIn(from: socket.descriptor, atMost: count)
      if taken == 0 { core.registration.noteEnd() }
      return taken
    }
  }

  /// Takes into a pipe what has arrived, without waiting: splice(2).
  ///
  /// - Parameters:
  ///   - pipe: may have bytes.
  ///   - count: the most bytes to take, at least 1.
  /// - Returns: as `takeIn(_:atMost:deadline:)`; nil where this is not the loop's thread, the
  ///   loop's other tasks must have their turn first, nothing has come, or the pipe is full.
  /// - Throws: as there.
  package final func takeInAtOnce(
    _ pipe: KernelPipe,
    atMost count: Int
  ) throws(SocketError) -> Int? {
    guard core.registration.isCurrent, !core.registration.mustYield else { return nil }
    do throws(WaitFailure) {
      try core.registration.checkFree(.reading)
      guard core.registration.isReady(.reading) else { return nil }
      do throws(Errno) {
        let taken = try pipe.takeIn(from: core.held.onLoop.descriptor, atMost: count)
        if taken == 0 { core.registration.noteEnd() }
        return taken
      } catch {
        // Whether the pipe is full or the socket is empty is not known.
        guard error == .wouldBlock else { throw .system(error) }
        return nil
      }
    } catch {
      throw SocketError(error, .receive)
    }
  }
}
