internal import CPlatform
internal import Glibc

extension System {
  /// Makes the first of the told signals count up `event`, an eventfd: sigaction(2).
  ///
  /// Each further one, of either kind, ends the process at once with status 128 + its number. One
  /// eventfd serves all told signals: the last call's.
  ///
  /// - Parameters:
  ///   - signal: which signal is told from now on, in the whole process.
  ///   - event: must stay open until the process ends, even after `reset`: a signal handler that
  ///     has begun elsewhere cannot be waited for.
  /// - Throws: what sigaction(2) says, which for these signals is nothing.
  package static func tell(
    _ signal: TerminationSignal,
    to event: borrowing FileDescriptor
  ) throws(Errno) {
    let number = event.number
    try invoke(.sigaction) { _ in Int(cplatform_tell_signal(signal.number, number)) }
  }

  /// Makes each SIGHUP count up `event`, an eventfd: sigaction(2).
  ///
  /// - Parameter event: must stay open until the process ends: a signal handler that has begun
  ///   elsewhere cannot be waited for. The last call's counts.
  /// - Throws: what sigaction(2) says, which for this signal is nothing.
  package static func tellHangUp(to event: borrowing FileDescriptor) throws(Errno) {
    let number = event.number
    try invoke(.sigaction) { _ in Int(cplatform_tell_hang_up(number)) }
  }

  /// Gives a signal its default action again, which ends the process: sigaction(2).
  package static func reset(_ signal: TerminationSignal) {
    _ = cplatform_reset_signal(signal.number)
  }

  /// Ignores SIGPIPE in the whole process: for programs that write to standard output.
  package static func ignorePipeSignal() {
    _ = cplatform_ignore_signal(SIGPIPE)
  }
}
