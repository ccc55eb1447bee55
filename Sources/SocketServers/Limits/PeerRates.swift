/// Keeps each of many peers to a rate limit, in bounded memory.
///
/// Peers are remembered in two generations: who is seen is in the young one, and when that is full
/// it becomes the old one, and those of the old one who were not seen meanwhile are forgotten. Who
/// is forgotten starts with a full bucket again. So a flood of made-up addresses can win others
/// their burst again, but neither memory nor time: beside this stands a limit for all together.
package struct PeerRates: Sendable {
  /// Groups that a generation remembers by default: two full ones take some 25 MiB.
  package static let groupsMaxDefault = 65_536

  private let limit: RateLimit
  private let groupsMax: Int
  private var young: [PeerGroup: TokenBucket] = [:]
  private var old: [PeerGroup: TokenBucket] = [:]

  /// Nobody was seen yet.
  ///
  /// - Parameters:
  ///   - limit: what each group is kept to.
  ///   - groupsMax: groups that a generation remembers, at least 1.
  package init(_ limit: RateLimit, groupsMax: Int = groupsMaxDefault) {
    self.limit = limit
    self.groupsMax = max(1, groupsMax)
  }

  /// Takes a token of a group's, if there is one.
  ///
  /// - Parameters:
  ///   - group: nil is of a peer that has no limit of its own.
  ///   - moment: now, in nanoseconds.
  /// - Returns: whether there was one.
  package mutating func take(from group: PeerGroup?, at moment: Int64) -> Bool {
    guard let group else { return true }
    if let isThere = young[group]?.take(at: moment) { return isThere }
    var bucket = old.removeValue(forKey: group) ?? TokenBucket(limit, at: moment)
    let isThere = bucket.take(at: moment)
    if young.count == groupsMax {
      old = young
      young = [:]
    }
    young[group] = bucket
    return isThere
  }

  /// Groups that are remembered, at most twice as many as a generation has.
  package var count: Int { young.count + old.count }
}
