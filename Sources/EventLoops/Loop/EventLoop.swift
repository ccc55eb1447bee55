internal import CPlatform
internal import Synchronization
internal import SystemCalls

/// A thread that runs tasks and waits for descriptors: the executor of the tasks it serves.
///
/// A task that prefers a loop runs on its thread, and what it awaits there resumes there, without a
/// hop through the global pool: connections of the loop are served 3 to 5 times as fast as from
/// elsewhere. Start such a task by `Task(executorPreference: loop)`, by
/// `addTask(executorPreference: loop)` in a group, or run a part of any task there by
/// `withTaskExecutorPreference`; child tasks inherit it, `Task {}` and `Task.detached` do not.
///
/// What runs on a loop must not block: no calls that wait, no long computations; for those there is
/// ``OffloadPool``. Whoever holds a loop for too long is reported (`EventLoopGroup.Configuration`).
///
/// Loops are made by an ``EventLoopGroup`` and end with it.
@safe
public final class EventLoop: TaskExecutor {
  /// Its number in its group, from 0; also in its thread's name, `loop 0`.
  public let index: Int

  // SAFETY: initialised in `init`, freed in `deinit`; between these, what it points to is used by
  // the loop's thread alone, or, once that has ended, by one thread at a time under `Posted`.
  nonisolated(unsafe) let core: UnsafeMutablePointer<LoopCore>
  let slots = SlotTable()
  /// What other threads have for the loop.
  let posted = Mutex(Posted())
  /// Whether `posted` has anything: looked at in every turn, without the lock.
  let hasPosted = Atomic(false)
  /// Whether the thread is in the poller, or about to be, and must be woken.
  let isAsleep = Atomic(false)
  /// Wakes the thread; as `core.poller`, for other threads.
  let poller: any Poller
  let onDelay: (@Sendable (EventLoopDelay) -> Void)?

  init(
    index: Int,
    poller: any Poller,
    clock: any LoopClock,
    onDelay: (@Sendable (EventLoopDelay) -> Void)?
  ) {
    self.index = index
    self.poller = poller
    self.onDelay = onDelay
    unsafe core = .allocate(capacity: 1)
    // SAFETY: freshly allocated for one.
    unsafe core.initialize(to: LoopCore(self, poller, clock))
  }

  deinit {
    // SAFETY: the thread has ended, as it holds the loop, and nobody else can have the core.
    unsafe core.deinitialize(count: 1)
    unsafe core.deallocate()
  }

  /// The loop whose thread this is; nil on every other thread.
  public static var current: EventLoop? {
    // SAFETY: the slot holds the core of the loop that this thread runs, which lives meanwhile.
    guard let core = unsafe cplatform_current_loop() else { return nil }
    return unsafe core.assumingMemoryBound(to: LoopCore.self).pointee.loop
  }

  /// Whether the calling code runs on this loop's thread.
  @inline(__always)
  public var isCurrent: Bool {
    // SAFETY: only the addresses are compared.
    unsafe cplatform_current_loop() == UnsafeMutableRawPointer(core)
  }

  /// Runs a job on the loop: called by Swift's runtime.
  ///
  /// From the loop's own thread it costs no lock and no wake-up.
  public func enqueue(_ job: consuming ExecutorJob) {
    enqueue(LoopJob(job: UnownedJob(job), isPinned: false))
  }

  /// The loop as the executor of actors that are pinned to it.
  ///
  ///     actor Session {
  ///       let loop: EventLoop
  ///       nonisolated var unownedExecutor: UnownedSerialExecutor { loop.unownedExecutor }
  ///     }
  ///
  /// A task of the loop calls such an actor without leaving its thread. The actor must keep the
  /// loop for as long as it lives, as this one does: an executor does not.
  @safe
  public var unownedExecutor: UnownedSerialExecutor {
    // SAFETY: the executor lives as long as the loop; any thread may read what never changes.
    unsafe core.pointee.pinned.asUnownedSerialExecutor()
  }

  @inline(__always)
  func enqueue(_ job: LoopJob) {
    if isCurrent {
      // SAFETY: this is the loop's thread.
      unsafe core.pointee.jobs.append(job)
    } else {
      post(.job(job))
    }
  }
}
