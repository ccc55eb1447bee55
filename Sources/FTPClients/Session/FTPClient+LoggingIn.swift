internal import FTPProtocol

extension FTPClient {
  /// Logs in, and prepares the session: USER, PASS and ACCT as far as the server asks for them;
  /// PBSZ and PROT under TLS (RFC 4217); FEAT, OPTS UTF8 ON where it is offered, TYPE I.
  ///
  /// - Parameter credentials: who. Without TLS the password crosses the network in the clear.
  /// - Throws: `.refused` with 530 for a wrong name or password; with PROT for a server that does
  ///   not encrypt data connections where the configuration asks for it.
  public func logIn(_ credentials: FTPCredentials) async throws(FTPClientError) {
    try await perform { () async throws(FTPClientError) in
      try await identify(credentials)
      try await protectData()
      try await learnFeatures()
      try await require(CommandLine("TYPE", "I"))
    }
  }

  private func identify(_ credentials: FTPCredentials) async throws(FTPClientError) {
    let user = try secret("USER", credentials.user, isSecret: false)
    var (line, reply) = (user, try await exchange(user))
    if reply.code == 331 {
      line = try secret("PASS", credentials.password)
      reply = try await exchange(line)
    }
    if reply.code == 332, let account = credentials.account {
      line = try secret("ACCT", account)
      reply = try await exchange(line)
    }
    guard reply.code.isSuccess else { throw refusal(line, reply) }
  }

  private func secret(
    _ verb: String,
    _ text: String,
    isSecret: Bool = true
  ) throws(FTPClientError) -> CommandLine {
    guard FTPPath(text).isSendable else {
      throw .unusableArgument("CR, LF or NUL in the argument of \(verb)")
    }
    return CommandLine(verb, text, isSecret: isSecret)
  }

  private func protectData() async throws(FTPClientError) {
    guard isEncrypted else { return }
    // RFC 4217 §9 wants it before PROT; a server that does not, says so.
    _ = try await exchange(CommandLine("PBSZ", "0"))
    if configuration.protectsData {
      try await require(CommandLine("PROT", "P"))
      protectsData = true
    } else {
      try await require(CommandLine("PROT", "C"))
    }
  }

  private func learnFeatures() async throws(FTPClientError) {
    let reply = try await exchange(CommandLine("FEAT"))
    features = reply.code == 211 ? FTPFeatures(reply) : FTPFeatures()
    guard features.contains("UTF8") else { return }
    // Servers that need no such thing may refuse it.
    _ = try await exchange(CommandLine("OPTS", "UTF8 ON"))
  }
}
