internal import SystemCalls

/// Which descriptors to wait for, and for what: the list of poll(2).
///
/// It names descriptors and does not own them: they must stay open while it waits. It has no limit
/// of its own on how many there are, unlike select(2); the kernel's is the number of files that the
/// process may have open.
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

  /// Adds any descriptor by its number; a negative one is never ready.
  public mutating func append(_ fileDescriptor: Int32, for events: Readiness) {
    entries.append(PollEntry(number: fileDescriptor, events: events.rawValue))
  }

  /// What the entry at `index` was ready for when `wait` last returned; empty for nothing.
  public subscript(index: Int) -> Readiness {
    Readiness(rawValue: entries[index].ready)
  }

  /// Waits until at least one is ready: poll(2).
  ///
  /// A wait that a signal interrupts goes on with the time that is left. A list of nothing waits
  /// for its time to be over.
  ///
  /// - Parameter timeout: nil waits without end, zero or less looks and returns; rounded up to
  ///   milliseconds.
  /// - Returns: how many are ready; 0 when the time was over.
  /// - Throws: `.interrupted` where an interruption handler ended the wait; `.invalidArgument` for
  ///   more entries than the process may have files open.
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
