internal import SocketAddresses
internal import Synchronization

/// Which datagrams are heard: all sockets of a server together.
final class DatagramAdmission: Sendable {
  private struct Rates {
    var all: TokenBucket?
    var peers: PeerRates?
  }

  private let rules: NetworkRules
  private let grouping: PeerGrouping
  /// Where nothing is limited a datagram saves the lock and a look at the clock.
  private let isLimited: Bool
  private let rates: Mutex<Rates>

  /// - Parameters:
  ///   - rules: which networks are heard.
  ///   - limits: how often.
  ///   - moment: now, in nanoseconds.
  init(_ rules: NetworkRules, _ limits: DatagramLimits, at moment: Int64) {
    self.rules = rules
    grouping = limits.peerGrouping
    let all = limits.rate.map { TokenBucket($0, at: moment) }
    let peers = limits.ratePerPeer.map { PeerRates($0) }
    isLimited = limits.rate != nil || limits.ratePerPeer != nil
    rates = Mutex(Rates(all: all, peers: peers))
  }

  /// Finds out whether a datagram is heard.
  ///
  /// - Parameters:
  ///   - sender: whose it is.
  ///   - moment: now, in nanoseconds; asked for only where it is needed.
  /// - Returns: why it is dropped; nil where it is heard.
  func refusal(
    of sender: SocketAddress?,
    at moment: @autoclosure () -> Int64
  ) -> DatagramRefusal? {
    guard rules.admits(sender) else { return .networkDenied }
    guard isLimited else { return nil }
    let now = moment()
    let group = PeerGroup(of: sender, by: grouping)
    return rates.withLock { rates in
      guard rates.peers?.take(from: group, at: now) ?? true else { return .peerTooFast }
      guard rates.all?.take(at: now) ?? true else { return .tooFast }
      return nil
    }
  }
}
