import Accounts
import SocketAddresses
import Testing

struct LoginGuardTests {
  private static func address(_ text: String) throws -> IPAddress {
    try #require(IPAddress(text))
  }

  private static let ada = bytes("ada")

  @Test func `the delay doubles with each failure, to its bound`() throws {
    let peer = try Self.address("192.0.2.1")
    let guardian = LoginGuard()
    let delays = (0..<7).map {
      guardian.noteFailure(of: peer, name: Self.ada, at: .seconds($0)).delay
    }
    #expect(delays == [1, 2, 4, 8, 10, 10, 10].map(Duration.seconds))
  }

  @Test func `an address is banned after its failures, and not for ever`() throws {
    let peer = try Self.address("192.0.2.1")
    let other = try Self.address("192.0.2.2")
    let guardian = LoginGuard()
    for second in 0..<9 {
      #expect(guardian.noteFailure(of: peer, name: [], at: .seconds(second)).banEnd == nil)
      #expect(guardian.banEnd(of: peer, at: .seconds(second)) == nil)
    }
    let end = Duration.seconds(609)
    #expect(guardian.noteFailure(of: peer, name: [], at: .seconds(9)).banEnd == end)
    #expect(guardian.banEnd(of: peer, at: .seconds(9)) == end)
    #expect(guardian.banEnd(of: peer, at: end - .nanoseconds(1)) == end)
    #expect(guardian.banEnd(of: peer, at: end) == nil)
    #expect(guardian.banEnd(of: other, at: .seconds(9)) == nil)
    // It begins again then.
    let penalty = guardian.noteFailure(of: peer, name: [], at: end)
    #expect(penalty == LoginPenalty(delay: .seconds(1), banEnd: nil))
  }

  @Test func `a failure during a ban makes it last longer`() throws {
    let peer = try Self.address("192.0.2.1")
    var limits = LoginLimits()
    limits.failuresBeforeBan = 1
    let guardian = LoginGuard(limits: limits)
    #expect(guardian.noteFailure(of: peer, name: [], at: .zero).banEnd == .seconds(600))
    #expect(guardian.noteFailure(of: peer, name: [], at: .seconds(5)).banEnd == .seconds(605))
  }

  @Test func `bans are told, those that end first before others, and can be lifted`() throws {
    let peers = try ["2001:db8::7", "192.0.2.2", "192.0.2.1"].map(Self.address)
    var limits = LoginLimits()
    limits.failuresBeforeBan = 2
    let guardian = LoginGuard(limits: limits)
    for (second, peer) in peers.enumerated() {
      _ = guardian.noteFailure(of: peer, name: [], at: .zero)
      _ = guardian.noteFailure(of: peer, name: [], at: .seconds(second / 2))
    }
    _ = guardian.noteFailure(of: try Self.address("192.0.2.3"), name: [], at: .zero)
    let found = guardian.bans(at: .seconds(1))
    #expect(found.map(\.source.description) == ["192.0.2.2/32", "2001:db8::/64", "192.0.2.1/32"])
    #expect(found.map(\.end) == [600, 600, 601].map(Duration.seconds))
    #expect(guardian.bans(at: .seconds(600)).map(\.source.description) == ["192.0.2.1/32"])

    let neighbour = try Self.address("2001:db8::8")
    #expect(guardian.liftBan(of: neighbour, at: .seconds(1)))
    #expect(guardian.banEnd(of: peers[0], at: .seconds(1)) == nil)
    #expect(!guardian.liftBan(of: neighbour, at: .seconds(1)))
    // Its failures are forgotten too.
    #expect(guardian.noteFailure(of: peers[0], name: [], at: .seconds(1)).banEnd == nil)
    #expect(!guardian.liftBan(of: peers[1], at: .seconds(600)))
  }

  @Test func `failures are forgotten after a time without another`() throws {
    let peer = try Self.address("192.0.2.1")
    let guardian = LoginGuard()
    #expect(guardian.noteFailure(of: peer, name: [], at: .zero).delay == .seconds(1))
    #expect(guardian.noteFailure(of: peer, name: [], at: .seconds(600)).delay == .seconds(2))
    #expect(guardian.noteFailure(of: peer, name: [], at: .seconds(1_201)).delay == .seconds(1))
  }

  @Test func `a login from an address forgets its failures, but not the account's`() throws {
    let peer = try Self.address("192.0.2.1")
    let other = try Self.address("192.0.2.2")
    let guardian = LoginGuard()
    for _ in 0..<9 { _ = guardian.noteFailure(of: peer, name: Self.ada, at: .zero) }
    guardian.noteSuccess(of: peer)
    let penalty = guardian.noteFailure(of: peer, name: bytes("bob"), at: .zero)
    #expect(penalty == LoginPenalty(delay: .seconds(1), banEnd: nil))
    #expect(guardian.noteFailure(of: other, name: Self.ada, at: .zero).delay == .seconds(10))
  }

  @Test func `guesses at an account from many addresses are slowed, and nobody is banned`() throws {
    let guardian = LoginGuard()
    var delays: [Duration] = []
    for number in 1...20 {
      let peer = try Self.address("192.0.2.\(number)")
      let penalty = guardian.noteFailure(of: peer, name: Self.ada, at: .zero)
      delays.append(penalty.delay)
      #expect(penalty.banEnd == nil)
    }
    #expect(delays.prefix(4) == [1, 2, 4, 8].map(Duration.seconds)[...])
    #expect(delays.last == .seconds(10))
  }

  @Test(arguments: [
    ("2001:db8::1", "2001:db8::ffff:0:0:2", true), ("2001:db8::1", "2001:db8:0:1::1", false),
    ("192.0.2.1", "::ffff:192.0.2.1", true), ("192.0.2.1", "192.0.2.2", false),
  ])
  func `an IPv6 network of 64 bits is one address, and a mapped one is IPv4`(
    first: String,
    second: String,
    isSame: Bool
  ) throws {
    var limits = LoginLimits()
    limits.failuresBeforeBan = 1
    let guardian = LoginGuard(limits: limits)
    _ = guardian.noteFailure(of: try Self.address(first), name: [], at: .zero)
    #expect((guardian.banEnd(of: try Self.address(second), at: .zero) != nil) == isSame)
  }

  @Test func `a peer without an address is slowed by its account, and never banned`() {
    let guardian = LoginGuard()
    for _ in 0..<20 { _ = guardian.noteFailure(of: nil, name: Self.ada, at: .zero) }
    let penalty = guardian.noteFailure(of: nil, name: Self.ada, at: .zero)
    #expect(penalty == LoginPenalty(delay: .seconds(10), banEnd: nil))
    #expect(guardian.banEnd(of: nil, at: .zero) == nil)
    #expect(guardian.noteFailure(of: nil, name: [], at: .zero).delay == .seconds(1))
  }

  @Test func `floods of addresses and names take bounded memory, and free nobody who comes`() throws
  {
    var limits = LoginLimits()
    limits.recordsMax = 16
    limits.failuresBeforeBan = 1
    let guardian = LoginGuard(limits: limits)
    let banned = try Self.address("192.0.2.1")
    _ = guardian.noteFailure(of: banned, name: Self.ada, at: .zero)
    for number in 0..<2_000 {
      let peer = IPAddress.v4(IPv4Address(bits: UInt32(number)))
      _ = guardian.noteFailure(of: peer, name: bytes("n\(number)"), at: .zero)
      #expect(guardian.recordCount <= 64)
      #expect(guardian.banEnd(of: banned, at: .zero) != nil)
    }
    #expect(guardian.recordCount > 32)
  }

  @Test func `limits of nothing neither delay nor trap`() {
    var limits = LoginLimits()
    limits.delayFirst = .zero
    limits.delayMax = .zero
    limits.failuresBeforeBan = .max
    limits.recordsMax = 0
    let guardian = LoginGuard(limits: limits)
    for _ in 0..<100 {
      let penalty = guardian.noteFailure(of: .v4(.loopback), name: Self.ada, at: .zero)
      #expect(penalty == LoginPenalty(delay: .zero, banEnd: nil))
    }
  }
}
