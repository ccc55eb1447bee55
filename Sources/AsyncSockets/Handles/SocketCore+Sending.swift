internal import EventLoops
internal import Sockets
internal import SystemCalls

extension SocketCore {
  /// The most that is handed to the kernel before the loop's other tasks have their turn, in bytes.
  ///
  /// A peer that reads as fast as this writes would otherwise have the loop for itself.
  static let pieceBytesMax = 1 << 20

  /// Sends `bytes` from `start` on, in as many calls of send(2) as it takes.
  ///
  /// - Parameters:
  ///   - bytes: where nothing is left of them, there is still one call.
  ///   - start: how many have been sent before.
  ///   - flags: how.
  ///   - deadline: when it gives up.
  /// - Throws: with `transferred`, those sent before included.
  func sendAll(
    _ bytes: RawSpan,
    from start: Int,
    _ flags: MessageFlags,
    until deadline: Deadline
  ) async throws(SocketError) {
    var sent = start
    do throws(SocketError) {
      try await performInSteps(.send, .writing, until: deadline) { socket throws(Errno) in
        let end = min(bytes.byteCount, sent + SocketCore.pieceBytesMax)
        repeat {
          let rest = bytes.extracting(sent..<end)
          sent += try System.send(socket.descriptor, rest, flags: flags.rawValue)
        } while sent < end
        return sent == bytes.byteCount
      }
    } catch {
      var error = error
      error.transferred = sent
      throw error
    }
  }

  /// Gathers `buffers` and sends all of them, in as many calls of sendmsg(2) as it takes.
  ///
  /// - Throws: with `transferred`.
  func sendAll(
    gathering buffers: [[UInt8]],
    until deadline: Deadline
  ) async throws(SocketError) {
    var left = GatheredBytes(buffers)
    do throws(SocketError) {
      try await performInSteps(.send, .writing, until: deadline) { socket throws(Errno) in
        guard let next = left.next(atMost: System.vectorsMax) else { return true }
        left.drop(
          try socket.trySendMessage(gathering: next, encodedControl: [], to: nil, flags: [])
        )
        return left.isEmpty
      }
    } catch {
      var error = error
      error.transferred = left.droppedCount
      throw error
    }
  }

  /// Sends a part of a file: sendfile(2).
  ///
  /// - Throws: with `transferred`.
  func sendFile(
    _ file: borrowing FileDescriptor,
    _ offset: Int64,
    _ count: Int?,
    until deadline: Deadline
  ) async throws(SocketError) -> Int {
    guard offset >= 0, count ?? 1 > 0 else {
      throw SocketError(.unusableArgument, operation: .sendFile)
    }
    var sent = 0
    let end = count ?? .max
    do throws(SocketError) {
      try await performInSteps(.sendFile, .writing, until: deadline) { socket throws(Errno) in
        let piece = try System.sendfile(
          socket.descriptor,
          from: file,
          offset: offset + Int64(sent),
          count: min(end - sent, SocketCore.pieceBytesMax)
        )
        sent += piece
        return piece == 0 || sent == end
      }
    } catch {
      var error = error
      error.transferred = sent
      throw error
    }
    return sent
  }
}

extension SocketCore {
  /// Lets the loop be woken when there is room to write: on its thread.
  func watchForWriting() throws(SocketError) {
    do throws(WaitFailure) { try registration.watch(.writing, held.onLoop.descriptor) } catch {
      throw SocketError(error, .send)
    }
  }

  /// Ends sending, receiving or both: shutdown(2), which waits for nothing, from any thread.
  func shutdown(_ direction: ShutdownDirection) throws(SocketError) {
    try held.withSocket(.shutdown) { socket throws(SocketError) in
      try socket.shutdown(direction)
    }
  }
}
