import ByteStreams
import Synchronization
import Testing

@testable import TLS

/// The keys of a server's tickets.
@Suite(.timeLimit(.minutes(10))) struct TicketKeysTests {
  @Test func `a key makes tickets for 6 hours, and takes them for 6 more`() throws {
    let clock = TicketClock()
    let keys = TicketKeys(now: { clock.now })
    let first = try #require(keys.keyForTicket())
    #expect(keys.key(named: first.name) != nil)
    clock.advance(by: TicketKeys.lifetime - .seconds(1))
    #expect(keys.keyForTicket()?.name == first.name)
    clock.advance(by: .seconds(1))
    #expect(keys.key(named: first.name) != nil)
    let second = try #require(keys.keyForTicket())
    #expect(second.name != first.name)
    clock.advance(by: TicketKeys.lifetime)
    #expect(keys.key(named: first.name) == nil)
    #expect(keys.key(named: second.name) != nil)
    #expect(keys.key(named: Array(repeating: 0, count: 16)) == nil)
  }

  @Test func `a key that has slept twice its time takes no tickets`() throws {
    let clock = TicketClock()
    let keys = TicketKeys(now: { clock.now })
    let first = try #require(keys.keyForTicket())
    clock.advance(by: TicketKeys.lifetime * 2)
    #expect(keys.key(named: first.name) == nil)
  }

  @Test(arguments: [TLSVersion.tls13, .tls12])
  func `a ticket of an old key is taken, and renewed by TLS 1.3; one of an older is not`(
    version: TLSVersion
  ) throws {
    let clock = TicketClock()
    var ends = try Ends()
    ends.client.versionMax = version
    ends.server.sessionLifetime = .seconds(7 * 24 * 3600)
    let client = try TLSClient(ends.client)
    let server = try TLSServer(ends.server, TicketKeys(now: { clock.now }))
    let first = try session(client, server, nil)
    #expect(!first.isResumed)
    clock.advance(by: TicketKeys.lifetime)
    let second = try session(client, server, first.session)
    #expect(second.isResumed)
    // A ticket of TLS 1.3 is used once, one of 1.2 as long as its key lasts.
    #expect((second.session?.bytes != first.session?.bytes) == (version == .tls13))
    clock.advance(by: TicketKeys.lifetime)
    #expect(try session(client, server, second.session).isResumed == (version == .tls13))
    #expect(try !session(client, server, first.session).isResumed)
  }

  /// Shakes hands; what it has come to.
  private func session(
    _ client: TLSClient,
    _ server: TLSServer,
    _ session: TLSSession?
  ) throws -> (isResumed: Bool, session: TLSSession?) {
    var pair = EnginePair(
      client: try client.makeEngine("localhost", session),
      server: try server.makeEngine()
    )
    try pair.shakeHands()
    return (TLSNegotiated(pair.client).isResumed, pair.client.session)
  }
}

/// A clock that a test moves.
private final class TicketClock: Sendable {
  private let instant = Mutex(ContinuousClock.now)

  var now: ContinuousClock.Instant { instant.withLock { $0 } }

  func advance(by duration: Duration) {
    instant.withLock { $0 += duration }
  }
}
