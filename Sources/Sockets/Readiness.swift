internal import CPlatform

/// What a socket can be ready for: the events of poll(2).
public struct Readiness: OptionSet, Hashable, Sendable {
  /// `POLL*` bits.
  public let rawValue: Int16

  /// Events by their bits.
  public init(rawValue: Int16) {
    self.rawValue = rawValue
  }

  /// `POLLIN`: receiving or accepting does not wait, be it for the end of the stream.
  public static let receiving = Readiness(rawValue: Int16(POLLIN))
  /// `POLLOUT`: sending does not wait, or connecting has ended.
  public static let sending = Readiness(rawValue: Int16(POLLOUT))
  /// `POLLPRI`: urgent bytes are there.
  public static let outOfBand = Readiness(rawValue: Int16(POLLPRI))
  /// `POLLRDHUP`: the peer of a stream has finished sending, or the connection has ended.
  public static let peerFinished = Readiness(rawValue: LinuxNumber.pollPeerFinished)
  /// `POLLERR`, told whether asked or not: the option `.error` says what it is.
  public static let error = Readiness(rawValue: Int16(POLLERR))
  /// `POLLHUP`, told whether asked or not: both halves of the connection have ended.
  public static let hangUp = Readiness(rawValue: Int16(POLLHUP))
  /// `POLLNVAL`, told whether asked or not: the number is no open descriptor.
  public static let notOpen = Readiness(rawValue: Int16(POLLNVAL))
}

extension Socket {
  /// Waits until the socket is ready for one of `events`: poll(2), whatever the socket's timeout
  /// is.
  ///
  /// - Parameters:
  ///   - events: what to wait for; an error and a hang-up end the wait whether they are asked or
  ///     not.
  ///   - timeout: as for `ReadinessList.wait(timeout:)`.
  /// - Returns: what it is ready for; empty when the time was over.
  /// - Throws: `.interrupted` where an interruption handler ended the wait.
  @available(*, noasync, message: "blocks; use an async socket")
  public func wait(
    for events: Readiness,
    timeout: Duration? = nil
  ) throws(SocketError) -> Readiness {
    var list = ReadinessList()
    list.append(self, for: events)
    return try list.wait(timeout: timeout) > 0 ? list[0] : []
  }
}
