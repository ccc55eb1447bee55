public import EventLoops
public import Sockets
internal import SystemCalls

extension StreamConnection {
  /// Reads what has arrived, lent for the time of a call, waiting until there is something: recv(2)
  /// into a buffer of the loop, of 64 KiB.
  ///
  /// The way to read with many connections: one that waits owns no buffer. The body may wait, as
  /// for a write; what arrives meanwhile stays in the kernel.
  ///
  /// - Parameters:
  ///   - deadline: when it gives up waiting for the first byte.
  ///   - body: is given the bytes, at least one. They are taken, whatever it does with them.
  /// - Returns: what `body` returns; nil at the end of the stream.
  /// - Throws: `SocketError` as `read(into:deadline:)`; what `body` throws.
  @inlinable
  public final func withReceivedBytes<R>(
    deadline: Deadline = .never,
    _ body: nonisolated(nonsending) (RawSpan) async throws -> R
  ) async throws -> R? {
    guard let received = try await receive(deadline: deadline) else { return nil }
    return try await body(received.bytes)
  }

  /// Reads into the free part of `buffer`, waiting until there is at least one byte: recv(2).
  ///
  /// - Parameters:
  ///   - buffer: where to.
  ///   - deadline: when it gives up.
  /// - Returns: how many bytes were put into the buffer. 0 is the end of the stream, and stays so;
  ///   a buffer without a free byte gets 0 as well, and nothing is read.
  /// - Throws: `.connectionReset` and other causes of recv(2); `.timedOut`, `.cancelled`, `.closed`
  ///   and `.busy`. Nothing was taken then.
  public final func read(
    into buffer: inout OutputRawSpan,
    deadline: Deadline
  ) async throws(SocketError) -> Int {
    guard !buffer.isFull else { return 0 }
    return try await core.perform(.receive, .reading, until: deadline) { socket throws(Errno) in
      let room = buffer.freeCapacity
      let count = try System.recv(socket.descriptor, into: &buffer, flags: 0)
      note(count, of: room)
      return count
    }
  }

  /// Reads into the free part of `buffer` if that needs no wait: recv(2).
  ///
  /// - Parameter buffer: where to.
  /// - Returns: as `read(into:deadline:)`; nil where this is not the loop's thread, the loop's
  ///   other tasks must have their turn first, or nothing has come.
  /// - Throws: as there.
  public final func readAtOnce(into buffer: inout OutputRawSpan) throws(SocketError) -> Int? {
    guard !buffer.isFull else { return 0 }
    guard core.registration.isCurrent, !core.registration.mustYield else { return nil }
    do throws(WaitFailure) {
      try core.registration.checkFree(.reading)
      guard core.registration.isReady(.reading) else { return nil }
      let room = buffer.freeCapacity
      do throws(Errno) {
        let count = try System.recv(core.held.onLoop.descriptor, into: &buffer, flags: 0)
        note(count, of: room)
        return count
      } catch {
        guard error == .wouldBlock else { throw .system(error) }
        core.registration.noteWouldBlock(.reading)
        return nil
      }
    } catch {
      throw SocketError(error, .receive)
    }
  }

  /// Reads at most `count` bytes into a new array, which is made when something has arrived; else
  /// as `read(into:deadline:)`.
  ///
  /// - Parameters:
  ///   - count: 0 or less reads nothing; more than 64 KiB counts as that.
  ///   - deadline: when it gives up.
  /// - Returns: at least a byte; empty at the end of the stream.
  /// - Throws: as there.
  public final func read(
    atMost count: Int,
    deadline: Deadline = .never
  ) async throws(SocketError) -> [UInt8] {
    guard count > 0 else { return [] }
    let capacity = min(count, EventLoop.bufferBytes)
    return try await core.perform(.receive, .reading, until: deadline) { socket throws(Errno) in
      let bytes = try withNewArray(capacity: capacity) { output throws(Errno) in
        _ = try System.recv(socket.descriptor, into: &output, flags: 0)
      }
      note(bytes.count, of: capacity)
      return bytes
    }
  }

  /// Waits until a read would not wait, and reads nothing.
  ///
  /// - Parameter deadline: when it gives up.
  /// - Throws: as `read(into:deadline:)`, but no error of the connection, which the next read has.
  public final func waitForBytes(
    deadline: Deadline
  ) async throws(SocketError) {
    // Where the last read has taken everything, the first attempt comes after a wait.
    var hasWaited =
      core.registration.isCurrent(in: #isolation) && !core.registration.isReady(.reading)
    try await core.perform(.receive, .reading, until: deadline) { socket throws(Errno) in
      // Whoever has waited was told; at first nobody knows.
      if hasWaited { return }
      hasWaited = true
      let ready = try System.poll(
        socket.descriptor.number,
        Readiness.receiving.rawValue,
        timeoutMilliseconds: 0
      )
      if ready == nil { throw Errno.wouldBlock }
    }
  }

  /// Notes what a read tells by how much it gave.
  @inline(__always)
  private final func note(_ count: Int, of room: Int) {
    if count == 0 {
      core.registration.noteEnd()
    } else if count < room {
      core.registration.noteDrained()
    }
  }
}
