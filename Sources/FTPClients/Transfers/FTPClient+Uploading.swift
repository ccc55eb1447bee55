internal import ByteStreams
internal import FTPProtocol
public import Sockets

extension FTPClient {
  /// Uploads a file: STOR, APPE, or REST and STOR.
  ///
  /// The server has all of it when this returns, and has said so.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - mode: what becomes of a file that is there already.
  ///   - fill: puts bytes into the buffer, as many as it likes; none is the end. It is called again
  ///     when the network has taken them. Where it throws, the transfer is given up, so that the
  ///     server does not take what it has for a whole file, and the session goes on where the
  ///     server keeps in step.
  /// - Returns: how many bytes were sent.
  /// - Throws: `.refused` where the server does not take the file, or no more of it: there is no
  ///   room, the account's quota is used up; `.transport`, `.timedOut` for transfers that were cut.
  ///   `.handler` with what the closure has thrown.
  @discardableResult
  public func upload(
    _ path: FTPPath,
    _ mode: FTPUploadMode = .replace,
    _ fill: (inout OutputRawSpan) async throws -> Void
  ) async throws(FTPClientError) -> Int64 {
    let pieceBytes = max(1, configuration.limits.transferBufferBytes)
    return try await store(path, mode) { data, line throws(FTPClientError) in
      var storage = ByteStorage(capacity: pieceBytes)
      var total: Int64 = 0
      while true {
        storage.removeAll()
        do { try await storage.fill(by: fill) } catch { throw .handler(error) }
        guard storage.count > 0 else { return total }
        try refuseEarlyEnd(of: line)
        try await data.write(storage)
        total += Int64(storage.count)
      }
    }
  }

  /// Uploads what an open file holds from an offset on: by sendfile(2) where nothing is encrypted.
  ///
  /// What the file system has to read from a disk first holds the loop meanwhile.
  ///
  /// - Parameters:
  ///   - path: the file on the server.
  ///   - mode: what becomes of a file that is there already.
  ///   - file: opened for reading; it stays the caller's, and its position stays.
  ///   - offset: bytes of it to leave out, not negative; the same as that of `mode` to resume.
  ///   - progress: is told how many bytes have gone, all together, now and then.
  /// - Returns: how many bytes were sent.
  /// - Throws: as the other `upload`.
  @discardableResult
  public func upload(
    _ path: FTPPath,
    _ mode: FTPUploadMode = .replace,
    file: borrowing FileDescriptor,
    from offset: Int64 = 0,
    progress: (Int64) -> Void = { _ in }
  ) async throws(FTPClientError) -> Int64 {
    guard offset >= 0 else { throw .unusableArgument("a negative offset") }
    return try await store(path, mode) { data, line throws(FTPClientError) in
      var total: Int64 = 0
      while true {
        try refuseEarlyEnd(of: line)
        let count = try await data.send(file, from: offset + total)
        guard count > 0 else { return total }
        total += Int64(count)
        progress(total)
      }
    }
  }

  /// Does a transfer to the server.
  func store(
    _ path: FTPPath,
    _ mode: FTPUploadMode,
    _ body: (DataConnection, CommandLine) async throws(FTPClientError) -> Int64
  ) async throws(FTPClientError) -> Int64 {
    try await perform { () async throws(FTPClientError) in
      guard !path.isEmpty else { throw .unusableArgument("the path of an upload is empty") }
      let line = try CommandLine(mode == .append ? "APPE" : "STOR", path)
      let offset: Int64 = if case .from(let offset) = mode { offset } else { 0 }
      return try await transfer(line, from: offset) { data throws(FTPClientError) in
        let count = try await body(data, line)
        try await data.finish()
        return count
      }
    }
  }

  /// Throws what the server has said in the middle of an upload: that it takes no more.
  func refuseEarlyEnd(of line: CommandLine) throws(FTPClientError) {
    guard let reply = try control.replyAtOnce(), reply.code.isFinal else { return }
    guard !reply.code.isSuccess else {
      throw .protocolViolation("the end of an upload that goes on: \(FTPServerReply(reply))")
    }
    throw refusal(line, reply)
  }
}
