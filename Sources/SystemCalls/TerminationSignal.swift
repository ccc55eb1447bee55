internal import Glibc

/// The signals that ask a server to end.
package enum TerminationSignal: Sendable, CaseIterable {
  /// SIGTERM, what service supervisors and kill(1) send.
  case terminate
  /// SIGINT, what Ctrl-C sends.
  case interrupt

  var number: Int32 {
    switch self {
    case .terminate: SIGTERM
    case .interrupt: SIGINT
    }
  }
}
