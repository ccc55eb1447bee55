internal import FTPProtocol

/// What a transfer came to, before what is still to be done with its file.
enum TransferOutcome: Sendable {
  /// All bytes have crossed, and the end of them.
  case complete
  /// It was ended: by ABOR, with the session, or by an administrator.
  case cancelled
  /// It has failed.
  case failed(FTPReply)
}

extension TransferOutcome {
  /// Whether all is done.
  var isComplete: Bool {
    if case .complete = self { true } else { false }
  }

  /// Whether it has failed because there is no room: what has come of it must not take any.
  var isOfRoom: Bool {
    guard case .failed(let reply) = self else { return false }
    return reply == .quotaExceeded || reply == .noSpace
  }
}
