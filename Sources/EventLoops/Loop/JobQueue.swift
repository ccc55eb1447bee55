/// A job of an event loop, and on which of its two executors it runs.
struct LoopJob {
  var job: UnownedJob
  /// Whether it belongs to an actor that is pinned to the loop.
  var isPinned: Bool
}

/// Jobs in their order: a ring in raw memory, used by the loop's thread alone.
///
/// Not an array: the queue is touched for every resumed task, and raw memory spares the checks for
/// exclusivity and uniqueness.
@safe
struct JobQueue: ~Copyable {
  // SAFETY: the memory belongs to this value alone, and has `capacity` elements. Those from `first`
  // on, `count` of them and round the end, are initialised.
  private var storage: UnsafeMutablePointer<LoopJob>
  /// A power of two, so that the remainder is a mask.
  private var capacity = 64
  private var first = 0
  /// How many jobs there are.
  private(set) var count = 0

  init() {
    // SAFETY: no place is used before it is initialised.
    unsafe storage = UnsafeMutablePointer<LoopJob>.allocate(capacity: capacity)
  }

  deinit {
    // SAFETY: jobs are trivial, so that nothing has to be undone first.
    unsafe storage.deallocate()
  }

  @inline(__always)
  mutating func append(_ job: LoopJob) {
    if count == capacity { grow() }
    // SAFETY: the place behind the last is free, because there are fewer than fit.
    unsafe (storage + ((first + count) & (capacity - 1))).initialize(to: job)
    count += 1
  }

  /// Takes the first job; nil where there is none.
  @inline(__always)
  mutating func popFirst() -> LoopJob? {
    guard count > 0 else { return nil }
    // SAFETY: the first place is initialised, because there is a job.
    let job = unsafe storage[first]
    first = (first + 1) & (capacity - 1)
    count -= 1
    return job
  }

  @inline(never)
  private mutating func grow() {
    // SAFETY: all places are initialised, because the ring is full; both parts are moved in order.
    let grown = UnsafeMutablePointer<LoopJob>.allocate(capacity: 2 * capacity)
    let inFront = capacity - first
    unsafe grown.moveInitialize(from: storage + first, count: inFront)
    unsafe (grown + inFront).moveInitialize(from: storage, count: first)
    unsafe storage.deallocate()
    unsafe storage = grown
    capacity *= 2
    first = 0
  }
}
