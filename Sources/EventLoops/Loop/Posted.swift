/// What other threads have for a loop.
struct Posted {
  enum Item {
    case job(LoopJob)
    case work(@Sendable () -> Void)
  }

  var items: [Item] = []
  /// The thread has ended: whoever posts runs what is there.
  var hasEnded = false
  /// Somebody does so already.
  var isDraining = false
}
