internal import EventLoops
internal import FTPProtocol

// Commands and their replies.
extension FTPClient {
  /// Sends a command.
  ///
  /// - Returns: its final reply, whatever it says.
  func exchange(_ line: CommandLine) async throws(FTPClientError) -> FTPReply {
    try await control.send(line)
    return try await control.finalReply(until: .after(configuration.limits.replyTime))
  }

  /// Sends a command that must succeed.
  ///
  /// - Returns: its reply, of 2xx.
  /// - Throws: `.refused`.
  @discardableResult
  func require(_ line: CommandLine) async throws(FTPClientError) -> FTPReply {
    let reply = try await exchange(line)
    guard reply.code.isSuccess else { throw refusal(line, reply) }
    return reply
  }

  /// Sends a command that a server need not know.
  ///
  /// - Returns: its reply, of 2xx; nil where the server does not know it, now or since earlier.
  /// - Throws: `.refused`.
  func ask(_ line: CommandLine) async throws(FTPClientError) -> FTPReply? {
    guard !unknownVerbs.contains(line.verb) else { return nil }
    let reply = try await exchange(line)
    if reply.code.isSuccess { return reply }
    guard [500, 502, 504].contains(reply.code.number) else { throw refusal(line, reply) }
    unknownVerbs.insert(line.verb)
    return nil
  }

  /// What a reply means that is not as wanted.
  func refusal(_ line: CommandLine, _ reply: FTPReply) -> FTPClientError {
    refused(line, FTPServerReply(reply))
  }

  private func refused(_ line: CommandLine, _ reply: FTPServerReply) -> FTPClientError {
    .refused(command: line.text, code: reply.code, text: reply.text)
  }
}

extension FTPClient {
  /// Sends any command that needs no data connection, as `SITE HELP` or `STAT`.
  ///
  /// - Parameter command: the line without its ending.
  /// - Returns: the final reply, whatever it says: a refusal is no error here.
  /// - Throws: `.unusableArgument` where it holds CR, LF or NUL, and for commands that this client
  ///   gives itself, as they would leave it with a wrong idea of the session: transfers and what
  ///   prepares them, TYPE, AUTH and its kin, USER, REIN, QUIT.
  public func send(_ command: String) async throws(FTPClientError) -> FTPServerReply {
    try await perform { () async throws(FTPClientError) in
      let bytes = Array(command.utf8)
      let word = bytes.prefix { $0 != UInt8(ascii: " ") }
      let verb = String(decoding: word, as: UTF8.self).uppercased()
      guard FTPPath(bytes: bytes).isSendable, !word.isEmpty else {
        throw .unusableArgument("no command of FTP: \"\(FTPPath(bytes: bytes))\"")
      }
      guard !Self.ownVerbs.contains(verb) else {
        throw .unusableArgument("\(verb) is given by operations of the client only")
      }
      let argument = word.count < bytes.count ? Array(bytes[(word.count + 1)...]) : nil
      let isSecret = ["PASS", "ACCT"].contains(verb)
      return FTPServerReply(try await exchange(CommandLine(verb, argument, isSecret: isSecret)))
    }
  }

  private static let ownVerbs: Set<String> = [
    "ABOR", "ADAT", "APPE", "AUTH", "CCC", "CONF", "ENC", "EPRT", "EPSV", "LIST", "MIC", "MLSD",
    "MODE", "NLST", "PASV", "PBSZ", "PORT", "PROT", "QUIT", "REIN", "REST", "RETR", "RNFR", "RNTO",
    "STOR", "STOU", "STRU", "TYPE", "USER",
  ]
}
