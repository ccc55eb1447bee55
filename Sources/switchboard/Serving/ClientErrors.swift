import SocketServers
import Sockets
import Synchronization
import TLS

/// What a server says of errors that do not end it: only what somebody can do something about.
final class ClientErrors: Sendable {
  /// How long an error that comes again and again is not told again: as where the system has no
  /// descriptors left, which every attempt to take a client meets.
  static let quietTime = Duration.seconds(10)

  private let lastTold = Mutex<[Complaint: ContinuousClock.Instant]>([:])

  /// Tells of what happens to connections: of errors, and of limits that stop clients.
  func report(_ event: ServerEvent) {
    switch event {
    case .closed(_, _, let error?), .datagramFailed(_, let error): report(error)
    case .acceptFailed(let error), .receiveFailed(let error): report(error)
    case .handshakeFailed(_, _, let error): report(error)
    case .refused(_, let reason): report(Complaint("connection refused: \(reason.rawValue)"))
    case .datagramRefused(_, let reason):
      report(Complaint("datagram refused: \(reason.rawValue)"))
    case .opened, .closed: break
    }
  }

  /// Tells of an error, unless it is ordinary or was just told.
  func report(_ error: any Error) {
    guard !Self.isOrdinary(error) else { return }
    report(Complaint(error))
  }

  private func report(_ complaint: Complaint) {
    if isNew(complaint, at: .now) { complaint.tell() }
  }

  /// Notes that a complaint is made, unless the same was told less than `quietTime` ago.
  func isNew(_ complaint: Complaint, at now: ContinuousClock.Instant) -> Bool {
    lastTold.withLock { told in
      told = told.filter { now - $0.value < Self.quietTime }
      guard told[complaint] == nil else { return false }
      told[complaint] = now
      return true
    }
  }

  /// Whether an error is one that clients and networks cause all day, or the end of the server.
  static func isOrdinary(_ error: any Error) -> Bool {
    if let error = error as? TLSError { return isOrdinary(error) }
    return (error as? SocketError)?.isOrdinary ?? false
  }

  /// Of TLS, what lies below, and a client that leaves without a word.
  private static func isOrdinary(_ error: TLSError) -> Bool {
    if let below = error.transportError { return isOrdinary(below) }
    if case .truncated = error { return true }
    return false
  }
}
