internal import CPlatform
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

extension System {
  /// Makes a signal count up `event`, an eventfd that must live until `reset`.
  ///
  /// A second signal of either kind ends the process at once, with status 128 + its number.
  package static func tell(
    _ signal: TerminationSignal,
    to event: borrowing FileDescriptor
  ) throws(Errno) {
    guard cplatform_tell_signal(signal.number, event.number) == 0 else { throw Errno.current }
  }

  /// Gives a signal its default action again.
  package static func reset(_ signal: TerminationSignal) {
    _ = cplatform_reset_signal(signal.number)
  }

  /// Ignores SIGPIPE in the whole process: for programs that write to standard output.
  package static func ignorePipeSignal() {
    _ = cplatform_ignore_signal(SIGPIPE)
  }
}
