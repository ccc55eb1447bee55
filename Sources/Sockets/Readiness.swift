internal import CPlatform
internal import SystemCalls

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
  /// `POLLERR`, told whether asked or not: the option `.error` says what it is.
  public static let error = Readiness(rawValue: Int16(POLLERR))
  /// `POLLHUP`, told whether asked or not: both halves of the connection have ended.
  public static let hangUp = Readiness(rawValue: Int16(POLLHUP))
  /// `POLLNVAL`, told whether asked or not: the number is no open descriptor.
  public static let notOpen = Readiness(rawValue: Int16(POLLNVAL))
}

/// Which descriptors to wait for, and for what: the list of poll(2).
///
/// It names descriptors and does not own them: they must stay open while it waits. Without a limit of
/// its own on how many there are, unlike select(2).
public struct ReadinessList: Sendable {
  private var entries: [PollEntry] = []

  /// A list of nothing.
  public init() {}

  /// How many there are.
  public var count: Int { entries.count }

  /// Adds a socket, which will stand at index `count` as it was.
  public mutating func append(_ socket: borrowing Socket, for events: Readiness) {
    append(socket.fileDescriptor, for: events)
  }

  /// Adds any descriptor by its number.
  public mutating func append(_ fileDescriptor: Int32, for events: Readiness) {
    entries.append(PollEntry(number: fileDescriptor, events: events.rawValue))
  }

  /// What the entry at `index` was ready for when `wait` last returned; empty for nothing.
  public subscript(index: Int) -> Readiness {
    Readiness(rawValue: entries[index].ready)
  }

  /// Waits until at least one is ready: poll(2).
  ///
  /// A wait that a signal interrupts goes on with the time that is left.
  ///
  /// - Parameter timeout: nil waits without end, zero looks and returns; rounded up to milliseconds.
  /// - Returns: how many are ready; 0 when the time was over.
  /// - Throws: `.interrupted` where an interruption handler ended the wait.
  @available(*, noasync, message: "blocks; use async sockets")
  public mutating func wait(timeout: Duration? = nil) throws(SocketError) -> Int {
    let deadline = timeout.map { CallDeadline(after: Timeout.nanoseconds(max($0, .zero))) }
    while true {
      do throws(Errno) {
        let ready = try System.poll(
          &entries,
          timeoutMilliseconds: deadline?.remainingMilliseconds ?? -1
        )
        if ready == 0, let deadline, deadline.remainingMilliseconds > 0 { continue }
        return ready
      } catch {
        guard error == .interrupted, Interruption.goesOn() else {
          throw SocketError(SocketError.Code(error), operation: .wait)
        }
      }
    }
  }
}

extension Socket {
  /// Waits until the socket is ready for one of `events`: poll(2), whatever the socket's timeout is.
  ///
  /// - Parameter timeout: nil waits without end, zero looks and returns.
  /// - Returns: what it is ready for; empty when the time was over.
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
