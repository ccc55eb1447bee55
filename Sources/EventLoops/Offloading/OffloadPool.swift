/// Threads for calls that block, so that tasks on an event loop need not make them there.
///
/// There are as many threads as there are jobs, up to a bound: each is started when a job finds no
/// free one, and ends when it had nothing to do for a while. Beyond the bound jobs wait, in order,
/// and beyond a second bound they are refused.
///
/// A hop to the pool and back costs some ten microseconds: as much as a file operation that the
/// kernel answers from memory. A pool that goes away ends its threads.
public final class OffloadPool: Sendable {
  /// The most threads that a pool can have: each has a stack, and a core runs one at a time.
  public static let threadsLimit = 512
  /// How many jobs may wait for a thread where nothing else is said.
  public static let queueMaxDefault = 1024
  /// How long a thread without a job stays where nothing else is said.
  public static let idleTimeDefault = Duration.seconds(10)

  /// A pool for whatever has none of its own.
  ///
  /// It has 16 threads at most, as many blocking calls as a disk can make use of at once, and is
  /// never shut down.
  public static let shared = OffloadPool(name: "offload", threadsMax: 16)

  let workers: OffloadWorkers

  /// A pool without threads yet.
  ///
  /// - Parameters:
  ///   - name: what `ps` and debuggers call its threads, cut to 15 bytes.
  ///   - threadsMax: the most threads, 1 to `threadsLimit`; beyond is cut.
  ///   - queueMax: the most jobs that wait while all threads are busy; less than zero is zero,
  ///     where a job finds a thread or is refused.
  ///   - idleTime: how long a thread without a job stays; zero or less ends it after each.
  public init(
    name: String,
    threadsMax: Int,
    queueMax: Int = queueMaxDefault,
    idleTime: Duration = idleTimeDefault
  ) {
    workers = OffloadWorkers(
      name: name,
      threadsMax: min(max(1, threadsMax), Self.threadsLimit),
      queueMax: max(0, queueMax),
      idleTime: max(.zero, idleTime)
    )
  }

  deinit {
    workers.close()
  }

  /// Runs `body` on a thread of the pool, which it may block, and waits for it.
  ///
  /// The calling task goes on where it was, on its loop. When it is cancelled this throws at once:
  /// a job that has not begun is not done then; one that has begun goes on, keeps its thread, and
  /// its result is dropped. So what must not be lost, such as an open descriptor, is owned by the
  /// result and closed with it.
  ///
  /// - Throws: `.failed` with what `body` threw; `.cancelled`; `.refused` where the pool does not
  ///   do it.
  public func run<R: Sendable, E: Error>(
    _ body: @escaping @Sendable () throws(E) -> R
  ) async throws(OffloadError<E>) -> R {
    let call = OffloadCall(body)
    let workers = workers
    let result = await call.waiter.wait(cancelled: .failure(.cancelled)) {
      workers.submit(call)
    } leave: {
      workers.remove(call)
    }
    return try result.get()
  }

  /// Refuses the jobs that wait and those to come, and waits until those that run have ended, and
  /// with them all threads.
  ///
  /// Nothing cuts that short, not even cancellation: a blocked call cannot be interrupted. The task
  /// that waits blocks no thread.
  public func shutdown() async {
    workers.close()
    await workers.waitForEnd()
  }

  /// Gives the pool a job that tells of its end itself.
  package func submit(_ job: any OffloadJob) {
    workers.submit(job)
  }

  /// Takes back a job that has not begun; false where it has, or is not there.
  @discardableResult
  package func remove(_ job: any OffloadJob) -> Bool {
    workers.remove(job)
  }

  /// How many threads there are now.
  package var threadCount: Int { workers.threadCount }
}
