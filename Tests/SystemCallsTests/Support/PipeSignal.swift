import CPlatform
import Glibc

/// What the calling thread sees of SIGPIPE.
enum PipeSignal {
  /// Holds it back on this thread from now on, or lets it through: pthread_sigmask(3).
  static func setBlocked(_ isBlocked: Bool) {
    // SAFETY: the set lives in this frame; so everywhere below.
    withSet { set in
      unsafe _ = pthread_sigmask(isBlocked ? SIG_BLOCK : SIG_UNBLOCK, &set, nil)
    }
  }

  static var isBlocked: Bool {
    var mask = sigset_t()
    // SAFETY: as above.
    unsafe pthread_sigmask(SIG_BLOCK, nil, &mask)
    return unsafe sigismember(&mask, SIGPIPE) == 1
  }

  static var isPending: Bool {
    var pending = sigset_t()
    // SAFETY: as above.
    unsafe sigpending(&pending)
    return unsafe sigismember(&pending, SIGPIPE) == 1
  }

  /// Takes a pending one from this thread: sigtimedwait(2).
  static func take() {
    var none = timespec()
    // SAFETY: as above.
    withSet { set in unsafe _ = sigtimedwait(&set, nil, &none) }
  }

  private static func withSet(_ body: (inout sigset_t) -> Void) {
    var set = sigset_t()
    // SAFETY: as above.
    unsafe sigemptyset(&set)
    unsafe sigaddset(&set, SIGPIPE)
    body(&set)
  }
}
