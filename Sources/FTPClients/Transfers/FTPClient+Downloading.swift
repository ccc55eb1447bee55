internal import AsyncSockets
internal import ByteStreams
public import Sockets
internal import SystemCalls
internal import TLS

extension FTPClient {
  /// Downloads a file: RETR, with REST before where it begins in the middle.
  ///
  /// Nothing is read from the network while the closure runs, so that a slow one slows the server.
  /// The download is whole when this returns: the server has said so, and an encrypted one has
  /// ended with `close_notify`.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - offset: how many bytes of it to leave out, not negative: to resume a download.
  ///   - receive: is lent each piece, of at least a byte. Where it throws, the transfer is given up
  ///     (ABOR), and the session goes on where the server keeps in step.
  /// - Returns: how many bytes have come.
  /// - Throws: `.refused` where there is no such file, or the server has ended the transfer;
  ///   `.truncated`, `.transport`, `.timedOut` for transfers that were cut: what the closure was
  ///   given before is the beginning of the file. `.handler` with what it has thrown.
  @discardableResult
  public func download(
    _ path: FTPPath,
    from offset: Int64 = 0,
    _ receive: (RawSpan) async throws -> Void
  ) async throws(FTPClientError) -> Int64 {
    try await perform { () async throws(FTPClientError) in
      guard !path.isEmpty else { throw .unusableArgument("the path of a download is empty") }
      let line = try CommandLine("RETR", path)
      return try await self.receive(line, from: offset) { piece throws(FTPClientError) in
        do { try await receive(piece) } catch { throw .handler(error) }
      }
    }
  }

  /// Downloads a file, from an offset on, to the same place of an open one: by splice(2) where
  /// nothing is encrypted.
  ///
  /// What the file system waits for holds the loop meanwhile.
  ///
  /// - Parameters:
  ///   - path: the file on the server.
  ///   - offset: how many bytes of it to leave out, not negative: to resume a download.
  ///   - file: open for writing, and not for appending; it stays the caller's, and its position
  ///     stays. What it has behind the download's end stays too.
  ///   - progress: is told how many bytes have come and are written, all together, now and then.
  /// - Returns: how many bytes have come.
  /// - Throws: as the other `download`: what was told to `progress` before is the beginning of the
  ///   file. `.handler` with the `SocketError` of what the file does not take.
  @discardableResult
  public func download(
    _ path: FTPPath,
    from offset: Int64 = 0,
    into file: borrowing FileDescriptor,
    progress: (Int64) -> Void = { _ in }
  ) async throws(FTPClientError) -> Int64 {
    try await perform { () async throws(FTPClientError) in
      guard !path.isEmpty else { throw .unusableArgument("the path of a download is empty") }
      let line = try CommandLine("RETR", path)
      let tolerates = configuration.toleratesMissingCloseNotify
      let pieceBytes = max(1, configuration.limits.transferBufferBytes)
      return try await transfer(line, from: offset) { data throws(FTPClientError) in
        var target = DownloadedFile(offset: offset)
        if let tls = data.tls {
          _ = try await pump(from: tls, pieceBytes, toleratesTruncation: tolerates) {
            piece throws(FTPClientError) in
            try target.write(piece, to: file)
            progress(target.count)
          }
        } else if let pipe = try? KernelPipe(capacity: DownloadedFile.pipeBytes) {
          var isEnd = false
          while !isEnd {
            isEnd = try await target.receive(from: data.transport, through: pipe, into: file)
            progress(target.count)
          }
        } else {
          let transport = data.transport
          _ = try await pump(from: transport, pieceBytes, toleratesTruncation: false) {
            piece throws(FTPClientError) in
            try target.write(piece, to: file)
            progress(target.count)
          }
        }
        await data.answerEnd()
        return target.count
      }
    }
  }

  /// Does a transfer from the server.
  func receive(
    _ line: CommandLine,
    from offset: Int64 = 0,
    _ take: (RawSpan) async throws(FTPClientError) -> Void
  ) async throws(FTPClientError) -> Int64 {
    let pieceBytes = max(1, configuration.limits.transferBufferBytes)
    let tolerates = configuration.toleratesMissingCloseNotify
    return try await transfer(line, from: offset) { data throws(FTPClientError) in
      let count =
        if let tls = data.tls {
          try await pump(from: tls, pieceBytes, toleratesTruncation: tolerates, take)
        } else {
          try await pump(from: data.transport, pieceBytes, toleratesTruncation: false, take)
        }
      await data.answerEnd()
      return count
    }
  }
}

/// Reads a stream to its end.
///
/// - Parameters:
///   - stream: a data connection.
///   - pieceBytes: what a piece has at most.
///   - toleratesTruncation: whether an end without `close_notify` counts as one.
///   - take: is lent each piece.
/// - Returns: how many bytes there were.
/// - Throws: `.truncated`, what the stream's failure means, and what `take` throws.
private func pump<Stream: ByteStream & Sendable>(
  from stream: Stream,
  _ pieceBytes: Int,
  toleratesTruncation: Bool,
  _ take: (RawSpan) async throws(FTPClientError) -> Void
) async throws(FTPClientError) -> Int64 {
  var storage = ByteStorage(capacity: pieceBytes)
  var total: Int64 = 0
  while true {
    storage.removeAll()
    var isEnd = false
    var failure: FTPClientError?
    do throws(Stream.Failure) {
      // The first call waits. What there is besides, as further records, makes the piece larger.
      var count: Int? = try await storage.read(from: stream)
      while let read = count, read > 0, storage.count < storage.capacity {
        count = try storage.readAtOnce(from: stream)
      }
      isEnd = count == 0
    } catch {
      failure = FTPClientError(error, waiting: .data)
    }
    // What has come before a failure is good.
    total += Int64(storage.count)
    if storage.count > 0 { try await take(storage.bytes) }
    if case .tls(.truncated) = failure {
      guard toleratesTruncation else { throw .truncated(receivedBytes: total) }
      isEnd = true
    } else if let failure {
      throw failure
    }
    if isEnd { return total }
  }
}
