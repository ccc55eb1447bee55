import SocketServers
import Sockets
import Testing

/// Rates to expect things of: the macro calls nothing that changes a value.
private final class Rates {
  private var rates: PeerRates

  init(_ limit: RateLimit, groupsMax: Int = PeerRates.groupsMaxDefault) {
    rates = PeerRates(limit, groupsMax: groupsMax)
  }

  var count: Int { rates.count }

  func take(from group: PeerGroup?, at moment: Int64) -> Bool {
    rates.take(from: group, at: moment)
  }
}

struct PeerRatesTests {
  private static func group(_ number: UInt32) -> PeerGroup? {
    PeerGroup(of: .ipv4(IPv4Address(bits: number), port: 1))
  }

  @Test func `each group has a bucket of its own`() {
    let rates = Rates(RateLimit(2))
    let taken = [1, 1, 1, 2, 2, 2].map { rates.take(from: Self.group($0), at: 0) }
    #expect(taken == [true, true, false, true, true, false])
  }

  @Test func `a peer that has no group has no limit`() {
    let rates = Rates(RateLimit(1))
    #expect((0..<100).allSatisfy { _ in rates.take(from: nil, at: 0) })
    #expect(rates.count == 0)
  }

  @Test func `never more than two generations are remembered`() {
    let rates = Rates(RateLimit(1), groupsMax: 8)
    for number in 0..<1_000 {
      #expect(rates.take(from: Self.group(UInt32(number)), at: 0))
      #expect(rates.count <= 16)
    }
    #expect(rates.count > 8)
  }

  @Test func `who comes again and again is never forgotten, whoever else comes`() {
    let rates = Rates(RateLimit(1), groupsMax: 8)
    #expect(rates.take(from: Self.group(1), at: 0))
    for number in 2..<1_000 {
      _ = rates.take(from: Self.group(UInt32(number)), at: 0)
      #expect(!rates.take(from: Self.group(1), at: 0))
    }
  }

  @Test func `who was forgotten starts again`() {
    let rates = Rates(RateLimit(1), groupsMax: 4)
    #expect(rates.take(from: Self.group(1), at: 0))
    #expect(!rates.take(from: Self.group(1), at: 0))
    for number in 2..<20 { _ = rates.take(from: Self.group(UInt32(number)), at: 0) }
    #expect(rates.take(from: Self.group(1), at: 0))
  }

  @Test func `a bucket fills again`() {
    let rates = Rates(RateLimit(1))
    #expect(rates.take(from: Self.group(1), at: 0))
    #expect(!rates.take(from: Self.group(1), at: 999_999_999))
    #expect(rates.take(from: Self.group(1), at: 1_000_000_000))
  }
}
