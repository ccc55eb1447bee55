public import EventLoops
public import Sockets
internal import SystemCalls

extension StreamConnection {
  /// The most that is handed to the kernel before the loop's other tasks have their turn, in bytes:
  /// 1 MiB.
  public static let writePieceBytesMax = SocketCore.pieceBytesMax

  /// Writes all of `bytes`, waiting until the kernel has taken every one: send(2).
  ///
  /// - Parameters:
  ///   - bytes: none is no call.
  ///   - deadline: when it gives up.
  /// - Throws: `.brokenPipe` and `.connectionReset` where the peer is gone; `.timedOut`,
  ///   `.cancelled`, `.closed` and `.busy`. `transferred` tells how many bytes the kernel had taken
  ///   before, which the peer may read: what was to be said is cut in two then.
  @inlinable
  public final func write(
    _ bytes: RawSpan,
    deadline: Deadline
  ) async throws(SocketError) {
    let written = try writeAtOnce(bytes)
    if written == bytes.byteCount { return }
    try await write(bytes, from: written, until: deadline)
  }

  /// Writes what another connection, or this one, has received; else as `write(_:deadline:)`.
  ///
  /// - Parameters:
  ///   - received: stays the caller's.
  ///   - deadline: when it gives up.
  /// - Throws: as there.
  @inlinable
  public final func write(
    _ received: borrowing ReceivedBytes,
    deadline: Deadline = .never
  ) async throws(SocketError) {
    try await write(received.bytes, deadline: deadline)
  }

  /// Writes all of an array; else as `write(_:deadline:)` for spans.
  ///
  /// - Parameters:
  ///   - bytes: none is no call.
  ///   - deadline: when it gives up.
  /// - Throws: as there.
  public final func write(
    _ bytes: [UInt8],
    deadline: Deadline
  ) async throws(SocketError) {
    // SAFETY: a raw span is of initialised bytes; the elements are bytes without padding.
    try unsafe await write(bytes.span.bytes, deadline: deadline)
  }

  /// Writes all of several buffers, one after the other: sendmsg(2); else as `write(_:deadline:)`.
  ///
  /// - Parameters:
  ///   - buffers: as many as you like; the kernel is given 1024 (`IOV_MAX`) at once.
  ///   - deadline: when it gives up.
  /// - Throws: as there.
  public final func write(
    gathering buffers: [[UInt8]],
    deadline: Deadline = .never
  ) async throws(SocketError) {
    try await core.sendAll(gathering: buffers, until: deadline)
  }

  /// Writes a part of a file, without passing through this program: sendfile(2).
  ///
  /// The file's own position is not used and stays. What the file system has to read from a disk
  /// first holds the loop meanwhile.
  ///
  /// - Parameters:
  ///   - file: opened for reading; it stays the caller's.
  ///   - offset: bytes from the file's start, not negative.
  ///   - count: nil sends up to the end of the file; a file that ends earlier is no error.
  ///   - deadline: when it gives up.
  /// - Returns: how many bytes were sent.
  /// - Throws: as `write(_:deadline:)`; `.unusableArgument` for a negative offset, or a count that
  ///   is not positive; `.invalidArgument` for what cannot be sent so, as a pipe.
  @discardableResult
  public final func sendFile(
    _ file: borrowing FileDescriptor,
    offset: Int64 = 0,
    count: Int? = nil,
    deadline: Deadline = .never
  ) async throws(SocketError) -> Int {
    try await core.sendFile(file, offset, count, until: deadline)
  }

  /// Ends the writing half: the peer reads to the end.
  ///
  /// Reading goes on. shutdown(2) `SHUT_WR`.
  ///
  /// A second call does nothing.
  ///
  /// - Throws: `.notConnected` where the connection is gone; `.closed`.
  public final func finishWriting() async throws(SocketError) {
    try core.shutdown(.sending)
  }

  /// Writes what can be written without waiting: send(2).
  ///
  /// - Parameter bytes: none is no call.
  /// - Returns: how many bytes were written: 0 where this is not the loop's thread, the loop's
  ///   other tasks must have their turn first, or there is no room.
  /// - Throws: as `write(_:deadline:)`.
  public final func writeAtOnce(_ bytes: RawSpan) throws(SocketError) -> Int {
    guard core.registration.isCurrent, !core.registration.mustYield else { return 0 }
    do throws(WaitFailure) {
      try core.registration.checkFree(.writing)
      guard core.registration.isReady(.writing), !bytes.isEmpty else { return 0 }
      let first = bytes.extracting(first: StreamConnection.writePieceBytesMax)
      do throws(Errno) {
        return try System.send(core.held.onLoop.descriptor, first, flags: 0)
      } catch {
        guard error == .wouldBlock else { throw .system(error) }
        core.registration.noteWouldBlock(.writing)
        return 0
      }
    } catch {
      throw SocketError(error, .send)
    }
  }

  /// Writes the rest, waiting as long as it takes.
  @usableFromInline
  final func write(
    _ bytes: RawSpan,
    from start: Int,
    until deadline: Deadline
  ) async throws(SocketError) {
    try await core.sendAll(bytes, from: start, [], until: deadline)
  }
}
