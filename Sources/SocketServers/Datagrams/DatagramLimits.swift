/// How much a `DatagramServer` takes.
///
/// What comes over a limit is dropped unheard: a sender of
/// datagrams expects no more.
public struct DatagramLimits: Hashable, Sendable {
  /// The longest datagram that is served, in bytes: 0 to 65,535, which is the longest that IP
  /// carries.
  ///
  /// Longer ones are dropped, never cut.
  public var datagramBytes = 65_535
  /// How often all senders together are heard; nil is without limit.
  public var rate: RateLimit?
  /// How often the senders of one group are heard; nil is without limit.
  ///
  /// It is looked at before
  /// `rate`, so that one group alone cannot use that up.
  public var ratePerPeer: RateLimit?
  /// Who counts as one peer: an IPv4 address, or an IPv6 network of 64 bits, by default.
  public var peerGrouping = PeerGrouping()
  /// Handlers at the same time of each socket, of which there is one for each loop; at
  /// least 1.
  ///
  /// By default 1: datagrams are served one after another, those of a sender in their order.
  /// Meanwhile others wait in the kernel's buffer, which drops what it has no room for.
  public var handlersPerSocket = 1
  /// How long an answer may wait for room to send it, at least zero; then `answer` throws
  /// `.timedOut`.
  ///
  /// Answers that a Unix client does not read stay in the memory of the server's socket. A few
  /// hundred leave no room for anybody's, until it reads or goes.
  public var answerPatience = Duration.milliseconds(100)

  /// The defaults.
  public init() {}
}
