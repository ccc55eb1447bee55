internal import FTPProtocol

// Files, and what is known of them.
extension FTPClient {
  /// Tells how many bytes a download of a file would have: SIZE (RFC 3659 §4).
  ///
  /// - Parameter path: the file.
  /// - Returns: the size.
  /// - Throws: `.refused` where there is no such file, or it is a directory; `.unsupported` where
  ///   the server does not know SIZE.
  public func size(of path: FTPPath) async throws(FTPClientError) -> Int64 {
    try await perform { () async throws(FTPClientError) in
      guard let size = try await askSize(path) else { throw .unsupported("tell sizes (SIZE)") }
      return size
    }
  }

  /// Tells when a file was changed last: MDTM (RFC 3659 §3).
  ///
  /// - Parameter path: the file; many servers refuse directories.
  /// - Returns: the time.
  /// - Throws: `.refused`; `.unsupported` where the server does not know MDTM.
  public func modificationTime(of path: FTPPath) async throws(FTPClientError) -> FTPFileTime {
    try await perform { () async throws(FTPClientError) in
      guard let time = try await askTime(path) else { throw .unsupported("tell times (MDTM)") }
      return time
    }
  }

  /// Removes a file: DELE.
  ///
  /// - Parameter path: the file.
  /// - Throws: `.refused` where there is none, or it is a directory.
  public func removeFile(_ path: FTPPath) async throws(FTPClientError) {
    try await act("DELE", on: path)
  }

  /// Gives a file or directory another name, or another place: RNFR and RNTO.
  ///
  /// - Parameters:
  ///   - path: what is there.
  ///   - target: its new path. What becomes of a file that is there is the server's affair: many
  ///     replace it.
  /// - Throws: `.refused`, with the one of both that was.
  public func rename(_ path: FTPPath, to target: FTPPath) async throws(FTPClientError) {
    try await perform { () async throws(FTPClientError) in
      guard !path.isEmpty, !target.isEmpty else {
        throw .unusableArgument("a path to be renamed is empty")
      }
      let (from, to) = (try CommandLine("RNFR", path), try CommandLine("RNTO", target))
      let reply = try await exchange(from)
      guard reply.code == 350 else { throw refusal(from, reply) }
      try await require(to)
    }
  }

  /// Sets the mode of a file: SITE CHMOD.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - mode: as of chmod(2), up to `0o7777`; many servers take the lower nine bits only.
  /// - Throws: `.refused`; `.unusableArgument` for another mode.
  public func setMode(of path: FTPPath, to mode: UInt16) async throws(FTPClientError) {
    try await perform { () async throws(FTPClientError) in
      guard mode <= 0o7777, !path.isEmpty, path.isSendable else {
        throw .unusableArgument("no mode, or no path of SITE CHMOD: \"\(path)\"")
      }
      let digits = String(mode, radix: 8)
      let padded = String(repeating: "0", count: max(0, 3 - digits.utf8.count)) + digits
      try await require(CommandLine("SITE", Array("CHMOD \(padded) ".utf8) + path.bytes))
    }
  }

  /// Says that the session goes on, so that the server does not end it as idle: NOOP.
  ///
  /// - Throws: `.closedByServer` where it has.
  public func keepAlive() async throws(FTPClientError) {
    try await perform { () async throws(FTPClientError) in
      // Whatever it says: it has said something.
      _ = try await exchange(CommandLine("NOOP"))
    }
  }

  /// SIZE; nil where the server does not know it.
  func askSize(_ path: FTPPath) async throws(FTPClientError) -> Int64? {
    guard let reply = try await ask(CommandLine("SIZE", path)) else { return nil }
    guard let size = reply.fileSize else {
      throw .protocolViolation("a reply to SIZE without a size: \(FTPServerReply(reply))")
    }
    return size
  }

  /// MDTM; nil where the server does not know it.
  func askTime(_ path: FTPPath) async throws(FTPClientError) -> FTPFileTime? {
    guard let reply = try await ask(CommandLine("MDTM", path)) else { return nil }
    guard let time = reply.fileTime else {
      throw .protocolViolation("a reply to MDTM without a time: \(FTPServerReply(reply))")
    }
    return FTPFileTime(time)
  }
}
