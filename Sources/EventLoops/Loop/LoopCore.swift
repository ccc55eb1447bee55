/// What an event loop's own thread works on: raw memory that no other thread looks at.
///
/// Raw, because checks for exclusivity and reference counts in properties of the class were a third
/// of all instructions of an echoed request.
@safe
@usableFromInline
package struct LoopCore: ~Copyable {
  /// Operations that a job may do without waiting, before it gives way to the others once.
  ///
  /// One peer that always has something to say would otherwise keep the loop for itself.
  static let operationsPerJob = 64

  /// Jobs that are run before the poller is asked again, at most.
  ///
  /// Jobs that make others ready go on and on: descriptors and timers get their turn in between.
  static let jobsPerTurn = 256

  /// The loop. It holds this memory, so that it lives as long.
  // SAFETY: unowned, because the loop frees this memory in its deinit.
  unowned(unsafe) let loop: EventLoop
  /// The executor of pinned actors.
  let pinned: PinnedExecutor
  let poller: any Poller
  let clock: any LoopClock
  /// Jobs to be run, in their order.
  var jobs = JobQueue()
  /// Deadlines of waits, and sleeping tasks.
  var timers: TimerWheel
  var buffers = BufferPool()
  /// What the poller told last.
  var answers = PollAnswers()
  /// What is to be done at the end of the turn.
  var turnEndWorks: [any TurnEndWork] = []
  /// The job that is running, by its address; 0 between jobs.
  @usableFromInline package var runningJob: UInt = 0
  /// Operations that the running job may still do without waiting.
  @usableFromInline package var operationsLeft = LoopCore.operationsPerJob
  /// When the poller last told what is ready, where delays are reported.
  var turnBegan: Int64
  /// Nobody may wait any more: the loop ends.
  @usableFromInline package var isEnding = false

  init(_ loop: EventLoop, _ poller: any Poller, _ clock: any LoopClock) {
    // SAFETY: as said at the property.
    unsafe self.loop = loop
    pinned = PinnedExecutor(loop)
    self.poller = poller
    self.clock = clock
    turnBegan = clock.nanoseconds
    timers = TimerWheel(now: turnBegan)
  }
}
