package import SocketAddresses

/// An address that may not log in for a time.
package struct LoginBan: Hashable, Sendable {
  /// The address; of IPv6 all with its first 64 bits.
  package var source: IPNetwork
  /// When it ends, by the clock of who asked.
  package var end: Duration

  /// A ban.
  package init(source: IPNetwork, end: Duration) {
    self.source = source
    self.end = end
  }
}
