import Testing

@testable import FTPProtocol

@Suite struct FTPSessionStateTests {
  @Test func `a login goes from the greeting over the name to the password`() {
    var session = LedSession()
    #expect(session.state.stage == .greeted)
    session.expect("USER alice", .perform(.user(bytes("alice"))), 331)
    #expect(session.state.stage == .named)
    #expect(session.state.userName == bytes("alice"))
    session.expect("PASS secret", .perform(.pass(bytes("secret"))), 230)
    #expect(session.state.stage == .loggedIn)
    #expect(session.state.userName == bytes("alice"))
    session.expect("PASS secret", .reply(.alreadyLoggedIn))
  }

  @Test func `a name without a password logs in at once`() {
    var session = LedSession()
    session.expect("USER open", .perform(.user(bytes("open"))), 230)
    #expect(session.state.stage == .loggedIn)
  }

  @Test func `a password needs a name, and a name has one attempt`() {
    var session = LedSession()
    session.expect("PASS x", .reply(.userFirst))
    session.expect("USER alice", .perform(.user(bytes("alice"))), 331)
    session.expect("PASS x", .perform(.pass(bytes("x"))), 530)
    #expect(session.state.stage == .greeted)
    #expect(session.state.userName == nil)
    session.expect("PASS secret", .reply(.userFirst))
  }

  @Test func `failed logins are counted until one succeeds`() {
    var session = LedSession()
    for count in 1...3 {
      #expect(!session.state.hasFailedTooOften)
      session.expect("USER a", .perform(.user(bytes("a"))), 331)
      session.expect("PASS b", .perform(.pass(bytes("b"))), 530)
      #expect(session.state.failedLogins == count)
    }
    #expect(session.state.hasFailedTooOften)
    session.expect("REIN", .perform(.rein), 220)
    #expect(session.state.failedLogins == 3)
    session.logIn()
    #expect(session.state.failedLogins == 0)
  }

  @Test func `a login that was not decided changes nothing`() {
    var session = LedSession()
    session.expect("USER a", .perform(.user(bytes("a"))), 421)
    #expect(session.state.stage == .greeted)
    session.expect("USER a", .perform(.user(bytes("a"))), 331)
    session.expect("PASS b", .perform(.pass(bytes("b"))), 421)
    #expect(session.state.failedLogins == 0)
  }

  @Test func `another name ends the login, and keeps how transfers are made`() {
    var session = LedSession()
    session.logIn()
    session.expect("TYPE I", .reply(.typeSet(.image)))
    session.expect("REST 5", .reply(.restarting(at: 5)))
    session.expect("EPSV ALL", .reply(.onlyExtendedPassive))
    session.expect("USER b", .perform(.user(bytes("b"))), 331)
    #expect(session.state.stage == .named)
    #expect(session.state.restartOffset == 0)
    #expect(session.state.type == .image)
    #expect(session.state.isExtendedPassiveOnly)
    session.expect("PWD", .reply(.notLoggedIn))
  }

  /// What is open to one who is not logged in, and what is done with it.
  static let open: [(String, FTPAdmission)] = [
    ("FEAT", .reply(.features(hasTLS: false, selection: .initial))),
    ("HELP", .reply(.help(on: nil))),
    ("HELP RETR", .reply(.help(on: .retr))), ("OPTS UTF8 ON", .reply(.utf8Always)),
    ("OPTS MLST size;", .reply(.factsSet([.size]))), ("NOOP", .reply(.ok)),
    ("SYST", .reply(.system)),
    ("STAT", .perform(.stat(nil))), ("SITE HELP", .reply(.siteCommands)),
    ("LANG", .reply(.english)),
    ("CLNT a", .reply(.ok)), ("QUIT", .perform(.quit)), ("REIN", .perform(.rein)),
    ("HOST 127.0.0.1", .reply(.hostAccepted)), ("HOST a.b", .perform(.host(.name(bytes("a.b"))))),
    ("AUTH TLS", .reply(.tlsNotConfigured)), ("PBSZ 0", .reply(.needsTLS)),
    ("PROT P", .reply(.needsTLS)), ("CCC", .reply(.clearControlRefused)),
    ("XYZ", .reply(.unknownCommand)), ("AUTH", .reply(.argumentMissing)),
    ("ACCT x", .reply(.notImplemented)), ("LANG fr", .reply(.parameterNotImplemented)),
    ("GET / HTTP/1.1", .close(.notHTTP)), ("OPTS X", .reply(.argumentMalformed)),
  ]

  @Test(arguments: open.indices)
  func `some commands need no login`(index: Int) {
    let (line, admission) = Self.open[index]
    var session = LedSession()
    session.expect(line, admission)
  }

  @Test(arguments: [
    "PWD", "CWD a", "CDUP", "LIST", "NLST", "MLSD", "MLST", "RETR a", "STOR a", "APPE a", "STOU",
    "ALLO 1", "REST 0", "RNFR a", "RNTO a", "ABOR", "DELE a", "MKD a", "RMD a", "SITE CHMOD 600 a",
    "SITE QUOTA", "SITE EXEC a", "STAT a", "MDTM a", "MFMT x a", "SIZE a", "TYPE I", "TYPE E",
    "STRU F", "MODE S", "PORT 1", "EPRT 1", "PASV", "EPSV", "EPSV ALL", "SMNT a", "RETR", "PASV a",
    "MFF x; a",
  ])
  func `all others are answered 530, whatever else is wrong with them`(line: String) {
    var session = LedSession()
    session.expect(line, .reply(.notLoggedIn))
    session.expect("USER a", .perform(.user(bytes("a"))), 331)
    session.expect(line, .reply(.notLoggedIn))
  }

  @Test func `a connection on which too much is refused before a login is closed`() {
    var session = LedSession()
    for _ in 0..<FTPLimits.refusalsBeforeLoginMax { session.expect("XYZ", .reply(.unknownCommand)) }
    session.expect("PWD", .close(.tooManyCommands))
  }

  @Test func `a connection on which too much is said before a login is closed`() {
    var session = LedSession()
    for _ in 0..<FTPLimits.commandsBeforeLoginMax { session.expect("NOOP", .reply(.ok)) }
    session.expect("NOOP", .close(.tooManyCommands))
  }

  @Test func `a login begins the counts anew, and they mean nothing after it`() {
    var session = LedSession()
    for _ in 0..<FTPLimits.refusalsBeforeLoginMax { session.expect("XYZ", .reply(.unknownCommand)) }
    session.logIn()
    for _ in 0..<2 * FTPLimits.commandsBeforeLoginMax {
      session.expect("XYZ", .reply(.unknownCommand))
    }
    session.expect("REIN", .perform(.rein), 220)
    session.expect("XYZ", .reply(.unknownCommand))
  }

  @Test func `the host is named before the user`() {
    var session = LedSession()
    session.expect("USER a", .perform(.user(bytes("a"))), 331)
    session.expect("HOST a.b", .reply(.badSequence))
    session.expect("HOST 127.0.0.1", .reply(.badSequence))
  }

  @Test func `REIN begins anew`() {
    var session = LedSession()
    session.logIn()
    session.expect("TYPE I", .reply(.typeSet(.image)))
    session.expect("EPSV ALL", .reply(.onlyExtendedPassive))
    session.expect("OPTS MLST ;", .reply(.factsSet([])))
    session.expect("RNFR a", .perform(.rnfr(bytes("a"))), 350)
    session.expect("REIN", .perform(.rein), 220)
    #expect(session.state == FTPSessionState())
  }

  @Test func `while a transfer runs, few commands do not wait`() {
    var session = LedSession()
    session.logIn()
    for line in ["ABOR", "STAT", "NOOP", "REIN", "USER a", "QUIT"] {
      #expect(session.isUrgent(line), "\(line)")
    }
    for line in ["STAT a", "PWD", "RETR a", "XYZ", "PASS a", "TYPE E", "FEAT"] {
      #expect(!session.isUrgent(line), "\(line)")
    }
    session.expect("USER a", .perform(.user(bytes("a"))), 331)
    for line in ["PWD", "RETR a", "XYZ", "PASS a"] { #expect(session.isUrgent(line), "\(line)") }
  }

  @Test func `RNTO follows RNFR`() {
    var session = LedSession()
    session.logIn()
    session.expect("RNTO b", .reply(.renameSourceFirst))
    session.expect("RNFR a", .perform(.rnfr(bytes("a"))), 350)
    session.expect("RNTO b", .perform(.rnto(bytes("b"))))
    #expect(session.state.renameSource == bytes("a"))
    session.complete(.rnto(bytes("b")), 250)
    #expect(session.state.renameSource == nil)
    session.expect("RNTO c", .reply(.renameSourceFirst))
  }

  @Test(arguments: ["NOOP", "XYZ", "RNTO", "TYPE E", "STAT", "ABOR", "PWD"])
  func `any command between them loses the name`(line: String) {
    var session = LedSession()
    session.logIn()
    session.expect("RNFR a", .perform(.rnfr(bytes("a"))), 350)
    _ = session.state.admit(FTPCommand.parse(bytes(line)))
    session.expect("RNTO b", .reply(.renameSourceFirst))
  }

  @Test func `a name that was refused, or used up by a failure, is none`() {
    var session = LedSession()
    session.logIn()
    session.expect("RNFR a", .perform(.rnfr(bytes("a"))), 550)
    session.expect("RNTO b", .reply(.renameSourceFirst))
    session.expect("RNFR a", .perform(.rnfr(bytes("a"))), 350)
    session.expect("RNTO b", .perform(.rnto(bytes("b"))), 553)
    session.expect("RNTO b", .reply(.renameSourceFirst))
    session.expect("RNFR a", .perform(.rnfr(bytes("a"))), 350)
    session.expect("RNFR c", .perform(.rnfr(bytes("c"))), 350)
    #expect(session.state.renameSource == bytes("c"))
  }

  @Test func `an offset waits for the next transfer and is used up by it`() {
    var session = LedSession()
    session.logIn(type: "I")
    session.expect("REST 5", .reply(.restarting(at: 5)))
    session.expect("TYPE I", .reply(.typeSet(.image)))
    session.expect("PASV", .perform(.pasv), 227)
    session.expect("SIZE a", .perform(.size(bytes("a"))), 213)
    session.expect("XYZ", .reply(.unknownCommand))
    session.expect("RETR a", .perform(.retr(bytes("a"))))
    #expect(session.state.restartOffset == 5)
    session.complete(.retr(bytes("a")), 150)
    #expect(session.state.restartOffset == 5)
    session.complete(.retr(bytes("a")), 226)
    #expect(session.state.restartOffset == 0)
  }

  @Test(
    arguments: [
      ("STOR a", 226), ("STOR a", 554), ("RETR a", 550), ("RETR a", 425), ("LIST", 226),
      ("MLSD", 550),
    ] as [(String, FTPReplyCode)]
  )
  func `a transfer uses the offset up, also one that fails`(line: String, code: FTPReplyCode) throws
  {
    var session = LedSession()
    session.logIn(type: "I")
    session.expect("REST 5", .reply(.restarting(at: 5)))
    session.expect(line, .perform(try FTPCommand.parse(bytes(line)).get()), code)
    #expect(session.state.restartOffset == 0)
  }

  @Test(arguments: ["APPE a", "STOU"])
  func `an offset means nothing for some uploads, which are refused once`(line: String) throws {
    var session = LedSession()
    session.logIn(type: "I")
    session.expect("REST 5", .reply(.restarting(at: 5)))
    session.expect(line, .reply(.restartNotForCommand))
    session.expect(line, .perform(try FTPCommand.parse(bytes(line)).get()))
  }

  @Test func `text has no offsets`() {
    var session = LedSession()
    session.logIn()
    session.expect("REST 1", .reply(.restartNeedsBinary))
    session.expect("REST 0", .reply(.restarting(at: 0)))
    session.expect("TYPE I", .reply(.typeSet(.image)))
    session.expect("REST 1", .reply(.restarting(at: 1)))
    session.expect("TYPE A", .reply(.typeSet(.ascii)))
    session.expect("RETR a", .reply(.restartNotInText))
    session.expect("RETR a", .perform(.retr(bytes("a"))))
    session.expect("SIZE a", .reply(.sizeNeedsBinary))
  }

  @Test func `REST 0 takes an offset back`() {
    var session = LedSession()
    session.logIn(type: "I")
    session.expect("REST 5", .reply(.restarting(at: 5)))
    session.expect("REST 0", .reply(.restarting(at: 0)))
    session.expect("APPE a", .perform(.appe(bytes("a"))))
  }

  @Test func `after EPSV ALL there is only EPSV`() {
    var session = LedSession()
    session.logIn()
    session.expect("PASV", .perform(.pasv), 227)
    session.expect("EPSV ALL", .reply(.onlyExtendedPassive))
    for line in ["PASV", "PORT 127,0,0,1,8,0", "EPRT |1|127.0.0.1|2048|"] {
      session.expect(line, .reply(.needsExtendedPassive))
    }
    session.expect("EPSV", .perform(.epsv(.any)), 229)
  }
}
