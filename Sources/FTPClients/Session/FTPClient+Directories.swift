internal import FTPProtocol

// Directories.
extension FTPClient {
  /// Tells the current directory: PWD.
  ///
  /// - Returns: its absolute path.
  /// - Throws: `.refused`; `.protocolViolation` for a reply without a path.
  public func currentDirectory() async throws(FTPClientError) -> FTPPath {
    try await perform { () async throws(FTPClientError) in
      let reply = try await require(CommandLine("PWD"))
      guard let path = reply.pathname else {
        throw .protocolViolation("a reply to PWD without a path: \(FTPServerReply(reply))")
      }
      return FTPPath(bytes: path)
    }
  }

  /// Changes the current directory: CWD.
  ///
  /// - Parameter path: the new one; it is not empty.
  /// - Throws: `.refused` where there is no such directory.
  public func changeDirectory(to path: FTPPath) async throws(FTPClientError) {
    try await act("CWD", on: path)
  }

  /// Changes to the directory above the current one: CDUP.
  ///
  /// - Throws: `.refused`. Above the topmost there is itself.
  public func changeToParentDirectory() async throws(FTPClientError) {
    try await perform { () async throws(FTPClientError) in
      _ = try await require(CommandLine("CDUP"))
    }
  }

  /// Makes a directory: MKD.
  ///
  /// - Parameter path: the one that is not there yet; that above it is.
  /// - Returns: its absolute path where the server tells it, else `path`.
  /// - Throws: `.refused`, with 550 or 521 where there is such a file.
  @discardableResult
  public func makeDirectory(_ path: FTPPath) async throws(FTPClientError) -> FTPPath {
    try await act("MKD", on: path).pathname.map { FTPPath(bytes: $0) } ?? path
  }

  /// Removes an empty directory: RMD.
  ///
  /// - Parameter path: the directory.
  /// - Throws: `.refused` where there is none, or something is in it.
  public func removeDirectory(_ path: FTPPath) async throws(FTPClientError) {
    try await act("RMD", on: path)
  }

  /// Gives a command that needs a path, and must succeed.
  @discardableResult
  func act(_ verb: String, on path: FTPPath) async throws(FTPClientError) -> FTPReply {
    try await perform { () async throws(FTPClientError) in
      guard !path.isEmpty else { throw .unusableArgument("the path of \(verb) is empty") }
      return try await require(CommandLine(verb, path))
    }
  }
}
