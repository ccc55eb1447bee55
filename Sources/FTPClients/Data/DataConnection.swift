internal import AsyncSockets
internal import ByteStreams
internal import Sockets
internal import SystemCalls
internal import TLS

/// A data connection, encrypted or not.
struct DataConnection {
  /// The connection as the kernel has it.
  let transport: TCPConnection
  /// What encrypts it; nil for nothing.
  let tls: TLSStream<TCPConnection>?

  /// Sends the end: `close_notify` if it is encrypted, and FIN.
  func finish() async throws(FTPClientError) {
    do {
      if let tls { try await tls.finishWriting() } else { try await transport.finishWriting() }
    } catch {
      throw FTPClientError(error, waiting: .data)
    }
  }

  /// Answers the end of a download: a server may wait for our `close_notify`, and one that does
  /// not has gone.
  func answerEnd() async {
    if let tls { try? await tls.finishWriting() }
    await transport.close()
  }

  /// Closes it when the server has said that it has everything.
  ///
  /// The connection below alone: `close_notify` has gone, and tickets that were never read do not
  /// matter any more.
  func close() async {
    await transport.close()
  }

  /// Closes it at once, so that the server sees that something was cut.
  func abort() async {
    await transport.abort()
  }
}

// Uploads.
extension DataConnection {
  /// The most that is sent of a file at once, in bytes: 64 KiB in the clear, which the other end's
  /// copy still finds in the processor's cache.
  private static let filePieceBytes = 64 << 10
  /// The same where it is read and encrypted: 256 KiB.
  private static let encryptedFilePieceBytes = 256 << 10

  /// Sends all bytes of a storage.
  func write(_ storage: borrowing ByteStorage) async throws(FTPClientError) {
    do {
      if let tls {
        try await storage.write(to: tls)
      } else {
        try await storage.write(to: transport)
      }
    } catch {
      throw FTPClientError(error, waiting: .data)
    }
  }

  /// Sends a piece of a file.
  ///
  /// - Returns: how many bytes; 0 at its end.
  func send(
    _ file: borrowing FileDescriptor,
    from offset: Int64
  ) async throws(FTPClientError) -> Int {
    guard tls != nil else {
      do throws(SocketError) {
        return try await transport.sendFile(file, offset: offset, count: Self.filePieceBytes)
      } catch {
        throw FTPClientError(error, waiting: .data)
      }
    }
    var storage = ByteStorage(capacity: Self.encryptedFilePieceBytes)
    do throws(Errno) {
      try storage.withFreeBytes { free throws(Errno) in
        _ = try System.pread(file, into: &free, offset: offset)
      }
    } catch {
      throw .handler(SocketError(SocketError.Code(error), operation: "read the file"))
    }
    if storage.count > 0 { try await write(storage) }
    return storage.count
  }
}
