internal import CPlatform
internal import Synchronization
internal import SystemCalls

// The turns of a loop: what was posted, jobs, the poller, timers. Only the loop's thread comes
// here, but for `runJobs`, which stands for it once it has ended.
extension EventLoop {
  /// Runs the loop until it is asked to end and nothing is left to do.
  func run() {
    // SAFETY: the core lives as long as the loop, which the caller holds.
    unsafe cplatform_set_current_loop(core)
    defer { cplatform_set_current_loop(nil) }
    var begin = unsafe core.pointee.clock.nanoseconds
    repeat {
      begin = turn(since: begin)
    } while !isOver
  }

  /// Whether the loop was asked to end, and nothing is left to do: nothing will be from now on.
  private var isOver: Bool {
    // SAFETY: this is the loop's thread.
    guard unsafe core.pointee.isEnding, unsafe core.pointee.jobs.count == 0 else { return false }
    return endIfIdle()
  }

  /// Runs jobs until there are none or the others must have their turn.
  ///
  /// - Returns: how many were run.
  @discardableResult
  func runJobs() -> Int {
    // SAFETY: the loop holds its executors, and whoever runs its jobs holds the loop.
    let executor = unsafe asUnownedTaskExecutor()
    let pinned = unsafe serialExecutor.asUnownedSerialExecutor()
    var count = 0
    // SAFETY: this is the loop's thread, or stands for it. A job is run once, as it was enqueued.
    while count < LoopCore.jobsPerTurn, let next = unsafe core.pointee.jobs.popFirst() {
      unsafe core.pointee.runningJob = LoopCore.address(of: next.job)
      unsafe core.pointee.operationsLeft = LoopCore.operationsPerJob
      if next.isPinned {
        unsafe next.job.runSynchronously(on: pinned)
      } else {
        unsafe next.job.runSynchronously(on: executor)
      }
      count += 1
    }
    unsafe core.pointee.runningJob = 0
    return count
  }

  /// One turn.
  ///
  /// - Parameter begin: when the last one came back from the poller.
  /// - Returns: when this one did.
  private func turn(since begin: Int64) -> Int64 {
    takePosted()
    let jobCount = runJobs()
    // SAFETY: this is the loop's thread.
    let clock = unsafe core.pointee.clock
    let held = clock.nanoseconds - begin
    if held > EventLoopDelay.thresholdNanoseconds { reportDelay(held, jobCount) }
    wait(atMost: sleepNanoseconds(clock))
    let now = clock.nanoseconds
    expireTimers(now)
    return now
  }

  /// How long the thread may sleep: 0 where there is something to do, nil without end.
  private func sleepNanoseconds(_ clock: any LoopClock) -> Int64? {
    // SAFETY: this is the loop's thread.
    if unsafe core.pointee.jobs.count > 0 || core.pointee.isEnding { return 0 }
    guard let moment = unsafe core.pointee.timers.nextLook else { return nil }
    return clock.sleepNanoseconds(until: moment)
  }

  private func wait(atMost nanoseconds: Int64?) {
    var nanoseconds = nanoseconds
    if nanoseconds != 0 {
      isAsleep.store(true, ordering: .sequentiallyConsistent)
      if hasPosted.load(ordering: .sequentiallyConsistent) { nanoseconds = 0 }
    }
    poller.wait(timeoutNanoseconds: nanoseconds) { token, readiness in
      // SAFETY: this is the loop's thread.
      if let slot = unsafe slots.slot(forPollToken: token) {
        unsafe slot.pointee.take(readiness)
      }
    }
    isAsleep.store(false, ordering: .relaxed)
  }

  func expireTimers(_ now: Int64) {
    // SAFETY: this is the loop's thread; whoever files a timer takes it out before its memory goes.
    while let timer = unsafe core.pointee.timers.nextExpired(now: now) {
      switch unsafe TimerOwner(token: timer.pointee.token) {
      case .reading(let slot): unsafe slot.pointee.reading.wake(.timedOut)
      case .writing(let slot): unsafe slot.pointee.writing.wake(.timedOut)
      }
    }
  }
}

extension LoopCore {
  /// The address of a job, which for a task is always the same.
  static func address(of job: UnownedJob) -> UInt {
    // SAFETY: a frozen structure with one pointer in it, which is only compared.
    unsafe unsafeBitCast(job, to: UInt.self)
  }
}

extension DescriptorSlot {
  /// Notes what the poller tells, and wakes whoever waits for it.
  mutating func take(_ readiness: PollReadiness) {
    if readiness.contains(.exceptional) { isExceptional = true }
    if readiness.contains(.reading) {
      reading.isReady = true
      reading.wake(.ready)
    }
    if readiness.contains(.writing) {
      writing.isReady = true
      writing.wake(.ready)
    }
  }
}

extension WaitState {
  /// Wakes who waits, if somebody does.
  @inline(__always)
  mutating func wake(_ wake: Wake) {
    guard let waiter = unsafe waiter else { return }
    // SAFETY: a continuation is taken out before it is resumed, and so is resumed once.
    unsafe self.waiter = nil
    unsafe waiter.resume(returning: wake)
  }
}
