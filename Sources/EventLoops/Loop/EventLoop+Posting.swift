internal import CPlatform
internal import Synchronization

extension EventLoop {
  /// Runs `work` on the loop's thread, soon and in order: from any thread, without waiting.
  ///
  /// It comes before jobs that were posted with it: those have to wait for their turn.
  ///
  /// On a loop that has ended it runs on the thread that calls.
  package func execute(_ work: @escaping @Sendable () -> Void) {
    post(.work(work))
  }

  /// Hands something over to the loop's thread.
  func post(_ item: Posted.Item) {
    // What is posted may be the end of the task that has the last reference to the loop, and is run
    // by another thread, or by this one, before this function comes to its end.
    // SAFETY: released once, by the same function.
    let hold = unsafe Unmanaged.passRetained(self)
    defer { unsafe hold.release() }
    let mustDrain = posted.withLock { posted in
      posted.items.append(item)
      hasPosted.store(true, ordering: .sequentiallyConsistent)
      guard posted.hasEnded, !posted.isDraining else { return false }
      posted.isDraining = true
      return true
    }
    if mustDrain { drainInPlaceOfThread() }
    // The thread says that it is about to sleep before it looks at `hasPosted` for the last time,
    // so one of the two sees the other.
    if isAsleep.exchange(false, ordering: .sequentiallyConsistent) { poller.wake() }
  }

  /// Takes over what was posted: jobs join the queue, work is done.
  func takePosted() {
    guard hasPosted.load(ordering: .relaxed) else { return }
    let items = posted.withLock { posted in
      hasPosted.store(false, ordering: .sequentiallyConsistent)
      defer { posted.items = [] }
      return posted.items
    }
    for item in items {
      switch item {
      // SAFETY: this is the loop's thread, or stands for it.
      case .job(let job): unsafe core.pointee.jobs.append(job)
      case .work(let work): work()
      }
    }
  }

  /// Ends the thread's part where nothing is left to do: from then on whoever posts does the work.
  ///
  /// - Returns: whether it ended.
  func endIfIdle() -> Bool {
    posted.withLock { posted in
      posted.hasEnded = posted.items.isEmpty
      return posted.hasEnded
    }
  }

  /// Lets a loop be one that has ended whose thread never began.
  func endWithoutThread() {
    posted.withLock { $0.hasEnded = true }
    requestEnd()
  }

  /// Runs what was posted to a loop whose thread has ended.
  ///
  /// Tasks may outlive their loop. They find every descriptor of it closed, and come to their end
  /// on the threads that resume them, one thread at a time.
  private func drainInPlaceOfThread() {
    // SAFETY: the core lives as long as the loop; what was current is put back.
    let outer = unsafe cplatform_current_loop()
    unsafe cplatform_set_current_loop(core)
    defer { unsafe cplatform_set_current_loop(outer) }
    while true {
      takePosted()
      while runJobs() > 0 {}
      dropTurnEndWorks()
      let isIdle = !hasJobs
      let isDone = posted.withLock { posted in
        posted.isDraining = !isIdle || !posted.items.isEmpty
        return !posted.isDraining
      }
      if isDone { return }
    }
  }
}
