internal import CPlatform

/// What a send or receive is asked beside the bytes, and what the kernel tells of a message:
/// `MSG_*` of send(2) and recv(2).
///
/// `MSG_NOSIGNAL` is part of every send and needs no asking.
public struct MessageFlags: OptionSet, Hashable, Sendable {
  /// The `MSG_*` bits.
  public let rawValue: Int32

  /// Flags by their bits; those without a name here pass through unharmed.
  public init(rawValue: Int32) {
    self.rawValue = rawValue
  }

  private init(_ number: Int) {
    rawValue = Int32(truncatingIfNeeded: number)
  }

  /// `MSG_CMSG_CLOEXEC`: descriptors that arrive are close-on-exec.
  ///
  /// Receiving always asks for it.
  public static let closeOnExec = MessageFlags(rawValue: Int32(MSG_CMSG_CLOEXEC))
  /// `MSG_CONFIRM`: the peer has answered, so its neighbour entry is good.
  public static let confirm = MessageFlags(Int(MSG_CONFIRM))
  /// `MSG_CTRUNC`, told: control messages were cut because their buffer was too small.
  public static let controlTruncated = MessageFlags(Int(MSG_CTRUNC))
  /// `MSG_DONTROUTE`: only to hosts on a network of this machine.
  public static let doNotRoute = MessageFlags(Int(MSG_DONTROUTE))
  /// `MSG_DONTWAIT`: this call does not wait in the kernel.
  ///
  /// On a socket with a timeout the library still waits for that timeout.
  public static let doNotWait = MessageFlags(Int(MSG_DONTWAIT))
  /// `MSG_EOR`: the end of a record.
  public static let endOfRecord = MessageFlags(Int(MSG_EOR))
  /// `MSG_ERRQUEUE`: from the queue of errors of the socket.
  public static let errorQueue = MessageFlags(Int(MSG_ERRQUEUE))
  /// `MSG_FASTOPEN`: send(2) that connects, with the bytes in the first segment, RFC 7413.
  public static let fastOpen = MessageFlags(Int(MSG_FASTOPEN))
  /// `MSG_MORE`: more bytes follow, so hold back a segment that is not full.
  public static let more = MessageFlags(Int(MSG_MORE))
  /// `MSG_OOB`: the urgent byte of TCP or of a Unix stream.
  public static let outOfBand = MessageFlags(Int(MSG_OOB))
  /// `MSG_PEEK`: leave what is received in the queue.
  public static let peek = MessageFlags(Int(MSG_PEEK))
  /// `MSG_TRUNC`, told: a message was cut.
  ///
  /// Asked of TCP, it throws away what would have been received.
  public static let truncated = MessageFlags(Int(MSG_TRUNC))
  /// `MSG_WAITALL`: wait until the buffer is full, the stream ends, or a signal comes.
  ///
  /// A socket with a timeout does not: the kernel takes it for one that never waits.
  public static let waitAll = MessageFlags(Int(MSG_WAITALL))

  /// The `POLL*` that a receive with these flags waits for.
  ///
  /// Ordinary bytes must not wake one that wants the urgent byte or the queue of errors, which has
  /// no event of its own: an error is told whether asked or not.
  var awaitedEvents: Int32 {
    if contains(.errorQueue) { return 0 }
    return contains(.outOfBand) ? Int32(POLLPRI) : readable
  }
}
