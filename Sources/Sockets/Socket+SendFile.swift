public import SystemCalls

extension Socket {
  /// The most that one sendfile(2) is asked for, in bytes: so that timeouts are looked at in
  /// between.
  public static let sendFilePieceBytesMax = 1 << 20

  /// The buffer for a file that sendfile(2) cannot send, in bytes.
  private static let readPieceBytesMax = 64 << 10

  /// Sends `count` bytes of a file from `offset` on: sendfile(2), without passing through this
  /// program.
  ///
  /// What cannot be sent so (a pipe, a file of /proc) is read and sent. The file's position ends up
  /// after what was sent, also where this throws. A pipe has no positions: it is read from where it
  /// is, which may wait for its writer.
  ///
  /// The socket must be a stream and must wait. Its timeout is for each piece of the file on its
  /// own, of at most `sendFilePieceBytesMax`.
  ///
  /// - Parameters:
  ///   - file: opened for reading; it stays the caller's.
  ///   - offset: bytes from the file's start, not negative.
  ///   - count: nil sends up to the end of the file; a file that ends earlier is no error.
  /// - Returns: how many bytes were sent.
  /// - Throws: as `sendAll`, with `transferred`; what reading the file reports. `.unusableArgument`
  ///   for a negative offset, a count that is not positive, a socket that is not a stream or does
  ///   not wait.
  @available(*, noasync, message: "blocks; use an async connection")
  @discardableResult
  public func sendFile(
    _ file: borrowing FileDescriptor,
    offset: Int64 = 0,
    count: Int? = nil
  ) throws(SocketError) -> Int {
    guard type.isStream, isBlocking, offset >= 0, count ?? 1 > 0 else {
      throw SocketError(.unusableArgument, operation: .sendFile)
    }
    var sent = 0
    // What has no positions keeps none.
    defer { _ = try? System.lseek(file, offset + Int64(sent), from: .start) }
    do throws(SocketError) {
      try sendPieces(of: file, offset, count ?? .max, &sent)
    } catch {
      var error = error
      error.transferred = sent
      throw error
    }
    return sent
  }

  private func sendPieces(
    of file: borrowing FileDescriptor,
    _ offset: Int64,
    _ count: Int,
    _ sent: inout Int
  ) throws(SocketError) {
    guard (try? System.isRegularFile(file)) == true else {
      return try sendByReading(file, offset, count, &sent)
    }
    while sent < count {
      let piece: Int
      do throws(SocketError) {
        piece = try sendPiece(of: file, at: offset + Int64(sent), count - sent)
      } catch {
        // A file system that cannot do it says so at the first piece.
        guard sent == 0, Socket.meansCannotSendFile(error.code) else { throw error }
        return try sendByReading(file, offset, count, &sent)
      }
      guard piece > 0 else { return }
      sent += piece
      if sent < count { try checkBetweenPieces() }
    }
  }

  private func sendPiece(
    of file: borrowing FileDescriptor,
    at offset: Int64,
    _ count: Int
  ) throws(SocketError) -> Int {
    try perform(.sendFile, waitingFor: writable) { () throws(Errno) in
      try System.sendfile(
        descriptor,
        from: file,
        offset: offset,
        count: min(count, Socket.sendFilePieceBytesMax)
      )
    }
  }

  private static func meansCannotSendFile(_ code: Code) -> Bool {
    code == .invalidArgument || code == .notSupported || code == .notImplemented
  }

  private func sendByReading(
    _ file: borrowing FileDescriptor,
    _ offset: Int64,
    _ count: Int,
    _ sent: inout Int
  ) throws(SocketError) {
    let isSeekable = (try? System.lseek(file, offset, from: .start)) != nil
    var buffer = [UInt8](repeating: 0, count: min(count, Socket.readPieceBytesMax))
    while sent < count {
      buffer.removeLast(max(0, buffer.count - (count - sent)))
      let filled = try read(file, at: isSeekable ? offset + Int64(sent) : nil, into: &buffer)
      guard filled > 0 else { return }
      do throws(SocketError) {
        // SAFETY: a raw span is of initialised bytes; the elements are bytes without padding.
        try unsafe sendAll(buffer.span.bytes.extracting(first: filled))
        sent += filled
      } catch {
        sent += error.transferred
        throw error
      }
      if sent < count { try checkBetweenPieces() }
    }
  }

  /// Reads over `buffer` from its start and returns how many bytes came: 0 at the end.
  private func read(
    _ file: borrowing FileDescriptor,
    at position: Int64?,
    into buffer: inout [UInt8]
  ) throws(SocketError) -> Int {
    var elements = buffer.mutableSpan
    // SAFETY: the elements are bytes without padding, and any byte is one.
    var bytes = unsafe elements.mutableBytes
    return try bytes.withOutputSpan { output throws(SocketError) in
      do throws(Errno) {
        guard let position else { return try System.read(file, into: &output) }
        return try System.pread(file, into: &output, offset: position)
      } catch {
        throw SocketError(Code(error), operation: .sendFile)
      }
    }
  }

  /// Each piece has its own deadline, so only the interruption handler is asked.
  private func checkBetweenPieces() throws(SocketError) {
    guard Interruption.goesOn() else { throw SocketError(.interrupted, operation: .sendFile) }
  }
}
