internal import FTPProtocol

extension FTPClient {
  /// Logs in, and prepares the session: USER, PASS and ACCT as far as the server asks for them;
  /// PBSZ and PROT under TLS (RFC 4217); FEAT; OPTS UTF8 ON and OPTS MLST where they are
  /// offered; TYPE I.
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
    // Servers that need no such thing may refuse either.
    if features.contains("UTF8") { _ = try await exchange(CommandLine("OPTS", "UTF8 ON")) }
    if let facts = unchosenFacts { _ = try await exchange(CommandLine("OPTS", "MLST " + facts)) }
  }

  /// The facts of MLST that this client reads, as the server writes them; nil where it tells all
  /// that it has of these anyway: those that it tells have an asterisk (RFC 3659 §7.8).
  private var unchosenFacts: String? {
    let offered = features.parameter(of: "MLST")?.split(separator: ";") ?? []
    let wanted = offered.filter { fact in
      let name = fact.last == "*" ? fact.dropLast() : fact
      return Self.factsRead.contains(name.lowercased())
    }
    guard wanted.contains(where: { $0.last != "*" }) else { return nil }
    return wanted.map { ($0.last == "*" ? $0.dropLast() : $0) + ";" }.joined()
  }

  private static let factsRead: Set<String> = [
    "type", "size", "sizd", "modify", "perm", "unique", "unix.mode", "unix.owner", "unix.group",
    "unix.uid", "unix.gid", "unix.ownername", "unix.groupname",
  ]
}
