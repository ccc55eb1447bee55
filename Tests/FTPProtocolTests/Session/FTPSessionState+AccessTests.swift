import Testing

@testable import FTPProtocol

@Suite struct FTPSessionStateAccessTests {
  @Test func `AUTH forgets what was said in the clear`() {
    var session = LedSession(FTPSessionPolicy(tls: .explicit))
    session.logIn(type: "I")
    session.expect("REST 5", .reply(.restarting(at: 5)))
    session.expect("RNFR a", .perform(.rnfr(bytes("a"))), 350)
    session.expect("AUTH TLS", .perform(.auth), 234)
    #expect(session.state.stage == .greeted)
    #expect(session.state.userName == nil)
    #expect(session.state.isEncrypted)
    #expect(session.state.restartOffset == 0)
    session.expect("PWD", .reply(.notLoggedIn))
    session.expect("AUTH TLS", .reply(.alreadyTLS))
  }

  @Test func `AUTH that fails changes nothing`() {
    var session = LedSession(FTPSessionPolicy(tls: .explicit))
    session.expect("USER a", .perform(.user(bytes("a"))), 331)
    session.expect("AUTH TLS", .perform(.auth), 431)
    #expect(session.state.stage == .named)
    #expect(!session.state.isEncrypted)
  }

  @Test func `PROT follows PBSZ, which follows AUTH`() {
    var session = LedSession(FTPSessionPolicy(tls: .explicit))
    session.expect("PBSZ 0", .reply(.needsTLS))
    session.expect("PROT P", .reply(.needsTLS))
    session.expect("AUTH TLS", .perform(.auth), 234)
    session.expect("PROT P", .reply(.needsProtectionBuffer))
    session.expect("PBSZ 0", .reply(.protectionBuffer))
    session.expect("PROT S", .reply(.protectionNotSupported))
    session.expect("PROT E", .reply(.protectionNotSupported))
    #expect(!session.state.encryptsData)
    session.expect("PROT P", .reply(.protectionPrivate))
    #expect(session.state.encryptsData)
    session.expect("PROT C", .reply(.protectionClear))
    #expect(!session.state.encryptsData)
  }

  @Test func `implicit TLS begins encrypted, and REIN does not end it`() {
    var session = LedSession(
      FTPSessionPolicy(tls: .implicit, loginNeedsTLS: true, dataNeedsTLS: true)
    )
    #expect(session.state.isEncrypted && session.state.encryptsData)
    session.expect("AUTH TLS", .reply(.alreadyTLS))
    session.expect("PROT P", .reply(.protectionPrivate))
    session.expect("REIN", .perform(.rein), 220)
    #expect(session.state.isEncrypted && session.state.encryptsData)
    session.logIn()
  }

  @Test func `REIN ends explicit TLS`() {
    var session = LedSession(FTPSessionPolicy(tls: .explicit))
    session.expect("AUTH TLS", .perform(.auth), 234)
    session.expect("REIN", .perform(.rein), 220)
    #expect(!session.state.isEncrypted)
    session.expect("AUTH TLS", .perform(.auth), 234)
  }

  @Test func `where a login needs TLS there is none without`() {
    var session = LedSession(FTPSessionPolicy(tls: .explicit, loginNeedsTLS: true))
    session.expect("USER a", .reply(.loginNeedsTLS))
    session.expect("PASS a", .reply(.userFirst))
    session.expect("AUTH TLS", .perform(.auth), 234)
    session.logIn()
  }

  @Test func `where data needs TLS there is none without`() {
    var session = LedSession(FTPSessionPolicy(tls: .explicit, dataNeedsTLS: true))
    session.expect("AUTH TLS", .perform(.auth), 234)
    session.logIn(type: "I")
    for line in ["RETR a", "STOR a", "APPE a", "STOU", "LIST", "NLST", "MLSD"] {
      session.expect(line, .reply(.dataNeedsProtection))
    }
    session.expect("REST 5", .reply(.restarting(at: 5)))
    session.expect("RETR a", .reply(.dataNeedsProtection))
    #expect(session.state.restartOffset == 0)
    session.expect("PBSZ 0", .reply(.protectionBuffer))
    session.expect("PROT C", .reply(.clearDataRefused))
    session.expect("PROT P", .reply(.protectionPrivate))
    session.expect("RETR a", .perform(.retr(bytes("a"))))
  }

  @Test func `FEAT lists TLS where there is some, and the facts that were chosen`() {
    var session = LedSession(FTPSessionPolicy(tls: .explicit))
    session.expect("FEAT", .reply(.features(hasTLS: true, selection: .initial)))
    session.expect("OPTS MLST size;", .reply(.factsSet([.size])))
    session.expect("FEAT", .reply(.features(hasTLS: true, selection: [.size])))
  }
}
