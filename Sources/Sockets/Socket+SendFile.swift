public import SystemCalls

extension Socket {
  /// The most that one sendfile(2) is asked for, in bytes: so that timeouts are looked at in between.
  public static let sendFilePieceBytesMax = 1 << 20

  /// Sends `count` bytes of a file from `offset` on: sendfile(2), without passing through this program.
  ///
  /// What cannot be sent so (a pipe, a file of /proc) is read and sent. The file's position ends up
  /// after what was sent, also where this throws. The socket must be a stream and must wait.
  ///
  /// - Parameters:
  ///   - file: opened for reading; it stays the caller's.
  ///   - offset: bytes from the file's start, not negative.
  ///   - count: nil sends up to the end of the file; a file that ends earlier is no error.
  /// - Returns: how many bytes were sent.
  /// - Throws: as `sendAll`, with `transferred`; but a timeout is for each wait of its own.
  ///   `.unusableArgument` for a negative offset, a count that is not positive, a socket that is not a
  ///   stream or does not wait.
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
      do throws(SocketError) {
        let piece = try perform(.sendFile, waitingFor: writable) { () throws(Errno) in
          try System.sendfile(
            descriptor,
            from: file,
            offset: offset + Int64(sent),
            count: min(count - sent, Socket.sendFilePieceBytesMax)
          )
        }
        guard piece > 0 else { return }
        sent += piece
      } catch {
        // A file system that cannot do it says so at the first piece.
        guard sent == 0, error.code == .invalidArgument || error.code == .notSupported else {
          throw error
        }
        return try sendByReading(file, offset, count, &sent)
      }
    }
  }

  private func sendByReading(
    _ file: borrowing FileDescriptor,
    _ offset: Int64,
    _ count: Int,
    _ sent: inout Int
  ) throws(SocketError) {
    // A pipe has no positions: it is read from where it is.
    let isSeekable = (try? System.lseek(file, offset, from: .start)) != nil
    while sent < count {
      let wanted = min(count - sent, Socket.readPieceBytesMax)
      let position = offset + Int64(sent)
      let piece = try withNewArray(capacity: wanted) { output throws(SocketError) in
        do throws(Errno) {
          _ =
            isSeekable
            ? try System.pread(file, into: &output, offset: position)
            : try System.read(file, into: &output)
        } catch {
          throw SocketError(Code(error), operation: .sendFile)
        }
      }
      guard !piece.isEmpty else { return }
      do throws(SocketError) {
        try unsafe sendAll(piece.span.bytes)
        sent += piece.count
      } catch {
        sent += error.transferred
        throw error
      }
    }
  }

  private static let readPieceBytesMax = 64 << 10
}
