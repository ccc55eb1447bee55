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
