internal import ByteStreams
internal import EventLoops
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
    return try await store(path, mode) { data throws(FTPClientError) in
      var storage = ByteStorage(capacity: pieceBytes)
      var total: Int64 = 0
      while true {
        storage.removeAll()
        do { try await storage.fill(by: fill) } catch { throw .handler(error) }
        guard storage.count > 0 else { return total }
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
    return try await store(path, mode) { data throws(FTPClientError) in
      var total: Int64 = 0
      while true {
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
    _ body: (DataConnection) async throws(FTPClientError) -> Int64
  ) async throws(FTPClientError) -> Int64 {
    try await perform { () async throws(FTPClientError) in
      guard !path.isEmpty else { throw .unusableArgument("the path of an upload is empty") }
      let line = try CommandLine(mode == .append ? "APPE" : "STOR", path)
      let offset: Int64 = if case .from(let offset) = mode { offset } else { 0 }
      return try await transfer(line, from: offset) { data throws(FTPClientError) in
        let count = try await watchingControl(line, data) { () async throws(FTPClientError) in
          try await body(data)
        }
        try await data.finish()
        return count
      }
    }
  }

  /// Does an upload up to its end, unless the server says meanwhile that it takes no more: then
  /// nobody may be reading any more, and a write would wait in vain.
  private func watchingControl(
    _ line: CommandLine,
    _ data: DataConnection,
    _ body: () async throws(FTPClientError) -> Int64
  ) async throws(FTPClientError) -> Int64 {
    let early = try await control.replyAtOnce()
    try refuseEarlyEnd(line, early)
    let watch = ControlWatch(of: control, over: data)
    let result = await watch.run { () async -> Result<Int64, FTPClientError> in
      do throws(FTPClientError) { return .success(try await body()) } catch {
        return .failure(error)
      }
    }
    if case .failure(.handler(let error)) = result { throw .handler(error) }
    if watch.hasSeen, !Task.isCancelled {
      let deadline = Deadline.after(configuration.limits.abortTime)
      let reply = try await control.finalReply(until: deadline)
      try refuseEarlyEnd(line, reply)
    }
    return try result.get()
  }

  private func refuseEarlyEnd(
    _ line: CommandLine,
    _ reply: FTPReply?
  ) throws(FTPClientError) {
    guard let reply, reply.code.isFinal else { return }
    guard !reply.code.isSuccess else {
      throw .protocolViolation("the end of an upload that goes on: \(FTPServerReply(reply))")
    }
    throw refusal(line, reply)
  }
}
