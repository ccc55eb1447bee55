package import ByteStreams
package import EventLoops

extension ReceivedBytes {
  /// Reads what a stream has into a buffer that a loop lends, waiting until there is something: for
  /// streams that stand on a connection.
  ///
  /// No buffer is held while nothing comes, if the stream knows how to wait for bytes.
  ///
  /// - Parameters:
  ///   - stream: any.
  ///   - loop: where the caller is.
  /// - Returns: at least a byte; nil at the end of the stream.
  /// - Throws: what the stream throws.
  @inline(__always)
  package static func read(
    from stream: any ByteStream & Sendable,
    on loop: EventLoop
  ) async throws -> ReceivedBytes? {
    try await stream.waitForBytes()
    // SAFETY: the room is nobody else's until it is given back, or becomes the result's.
    let room = unsafe loop.takeBuffer()
    do {
      var count = try unsafe fillAtOnce(room, from: stream)
      if count == nil { count = try await unsafe fill(room, from: stream) }
      guard let count, count > 0, let start = room.baseAddress else {
        unsafe loop.giveBackBuffer(room.baseAddress)
        return nil
      }
      return unsafe ReceivedBytes(start, count: count, of: loop)
    } catch {
      unsafe loop.giveBackBuffer(room.baseAddress)
      throw error
    }
  }

  /// Reads what a stream has without a wait into a buffer that a loop lends.
  ///
  /// - Parameters:
  ///   - stream: any; one that does not read at once has nothing.
  ///   - loop: where the caller is.
  /// - Returns: what came of it.
  /// - Throws: what the stream throws.
  package static func readAtOnce(
    from stream: any ByteStream & Sendable,
    on loop: EventLoop
  ) throws -> ReceiveAttempt {
    // SAFETY: as above.
    let room = unsafe loop.takeBuffer()
    do {
      guard let count = try unsafe fillAtOnce(room, from: stream) else {
        unsafe loop.giveBackBuffer(room.baseAddress)
        return .nothing
      }
      guard count > 0, let start = room.baseAddress else {
        unsafe loop.giveBackBuffer(room.baseAddress)
        return .end
      }
      return .bytes(unsafe ReceivedBytes(start, count: count, of: loop))
    } catch {
      unsafe loop.giveBackBuffer(room.baseAddress)
      throw error
    }
  }

  private static func fillAtOnce(
    _ room: UnsafeMutableRawBufferPointer,
    from stream: any ByteStream & Sendable
  ) throws -> Int? {
    // SAFETY: the room is the caller's alone, and the span is gone before this returns.
    var output = unsafe OutputRawSpan(buffer: room, initializedCount: 0)
    let isRead: Bool
    do {
      isRead = try stream.readAtOnce(into: &output) != nil
    } catch {
      _ = unsafe output.finalize(for: room)
      throw error
    }
    let count = unsafe output.finalize(for: room)
    return isRead ? count : nil
  }

  private static func fill(
    _ room: UnsafeMutableRawBufferPointer,
    from stream: any ByteStream & Sendable
  ) async throws -> Int {
    // SAFETY: the room is the caller's alone, and the span is gone before this returns.
    var output = unsafe OutputRawSpan(buffer: room, initializedCount: 0)
    do {
      _ = try await stream.read(into: &output)
    } catch {
      _ = unsafe output.finalize(for: room)
      throw error
    }
    return unsafe output.finalize(for: room)
  }
}

/// What came of an attempt to read without a wait.
package enum ReceiveAttempt: ~Copyable {
  /// At least a byte.
  case bytes(ReceivedBytes)
  /// The end of the stream.
  case end
  /// Nothing yet.
  case nothing
}
