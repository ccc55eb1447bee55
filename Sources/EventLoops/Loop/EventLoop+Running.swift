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
    // The thread may have begun long after the loop was made.
    if onDelay != nil { unsafe core.pointee.turnBegan = core.pointee.clock.nanoseconds }
    repeat { turn() } while !isOver
  }

  /// Whether there is a job to be run: asked on the loop's thread.
  package var hasJobs: Bool {
    // SAFETY: this is the loop's thread.
    unsafe core.pointee.jobs.count > 0
  }

  /// Whether the loop was asked to end, and nothing is left to do: nothing will be from now on.
  private var isOver: Bool {
    // SAFETY: this is the loop's thread.
    guard unsafe core.pointee.isEnding, unsafe core.pointee.jobs.count == 0 else { return false }
    dropTurnEndWorks()
    return unsafe core.pointee.jobs.count == 0 && endIfIdle()
  }

  /// Runs the jobs that are there now; those that come meanwhile have the next turn, and the poller
  /// is asked before, so that who has sent something does not wait behind work that makes work.
  ///
  /// - Returns: how many were run.
  @discardableResult
  func runJobs() -> Int {
    // SAFETY: the loop holds its executors, and whoever runs its jobs holds the loop.
    let executor = unsafe asUnownedTaskExecutor()
    let pinned = unownedExecutor
    // SAFETY: as below.
    let present = min(LoopCore.jobsPerTurn, unsafe core.pointee.jobs.count)
    var count = 0
    // SAFETY: this is the loop's thread, or stands for it. A job is run once, as it was enqueued.
    while count < present, let next = unsafe core.pointee.jobs.popFirst() {
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
  /// The clock is read only where there are timers, or delays are reported.
  private func turn() {
    takePosted()
    let jobCount = runJobs()
    endTurn()
    if onDelay != nil { reportDelay(jobCount) }
    wait(atMost: sleepNanoseconds())
    // SAFETY: this is the loop's thread.
    if onDelay != nil { unsafe core.pointee.turnBegan = core.pointee.clock.nanoseconds }
    if unsafe core.pointee.timers.count > 0 {
      expireTimers(unsafe core.pointee.clock.nanoseconds)
    }
  }

  /// How long the thread may sleep: 0 where there is something to do, nil without end.
  private func sleepNanoseconds() -> Int64? {
    // SAFETY: this is the loop's thread.
    if unsafe core.pointee.jobs.count > 0 || core.pointee.isEnding { return 0 }
    guard unsafe core.pointee.timers.count > 0, let moment = unsafe core.pointee.timers.nextLook
    else { return nil }
    return unsafe core.pointee.clock.sleepNanoseconds(until: moment)
  }

  private func wait(atMost nanoseconds: Int64?) {
    var nanoseconds = nanoseconds
    if nanoseconds != 0 {
      isAsleep.store(true, ordering: .sequentiallyConsistent)
      if hasPosted.load(ordering: .sequentiallyConsistent) { nanoseconds = 0 }
    }
    // SAFETY: this is the loop's thread.
    unsafe poller.wait(timeoutNanoseconds: nanoseconds, into: &core.pointee.answers)
    isAsleep.store(false, ordering: .relaxed)
    for index in 0..<(unsafe core.pointee.answers.count) {
      let answer = unsafe core.pointee.answers[index]
      if let slot = unsafe slots.slot(forPollToken: answer.token) {
        unsafe slot.pointee.take(answer.readiness)
      }
    }
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
  /// The address of the calling task, which is that of its jobs; 0 outside of tasks.
  static var addressOfCurrentTask: UInt {
    // SAFETY: a structure with one pointer in it, which is only compared.
    unsafe withUnsafeCurrentTask { task in
      guard let task = unsafe task else { return 0 }
      return unsafe unsafeBitCast(task, to: UInt.self)
    }
  }

  /// The address of a job, which for a task is always the same.
  static func address(of job: UnownedJob) -> UInt {
    // SAFETY: a frozen structure with one pointer in it, which is only compared.
    unsafe unsafeBitCast(job, to: UInt.self)
  }
}

extension DescriptorSlot {
  /// Notes what the poller tells, and wakes whoever waits for it.
  mutating func take(_ readiness: PollReadiness) {
    if readiness.contains(.exceptional) {
      isExceptional = true
      wakeForException(.ready)
    }
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
    unsafe waiter.resume(returning: wake.rawValue)
  }
}
