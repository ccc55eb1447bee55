internal import Synchronization
package import SystemCalls

/// Event loops that share the work: one for each core, or as many as are asked for.
public final class EventLoopGroup: Sendable {
  /// How a group is made.
  public struct Configuration: Sendable {
    /// How many loops; nil is one for each core that this process may use.
    public var loopCount: Int?
    /// Whether loop *n* stays on the *n*-th CPU that this process may use, counted round:
    /// sched_setaffinity(2).
    ///
    /// It helps where the program has the machine for itself, and harms where it shares it.
    public var pinsToCPUs = false
    /// Is told when a loop was held for longer than `EventLoopDelay.threshold`, on the loop's
    /// thread; it must be quick.
    public var onDelay: (@Sendable (EventLoopDelay) -> Void)?

    /// The defaults.
    public init() {}
  }

  /// The most loops of a group.
  public static let loopsMax = 1024

  /// The loops, in their order.
  public let loops: [EventLoop]
  private let turn = Atomic(0)
  private let ending: Ending

  /// Starts loops, each with a thread of its own.
  ///
  /// - Parameter loopCount: how many, 1 to `loopsMax`; nil is one for each core.
  /// - Throws: `.system`: a loop takes two descriptors and a thread.
  public convenience init(loops loopCount: Int? = nil) throws(EventLoopError) {
    var configuration = Configuration()
    configuration.loopCount = loopCount
    try self.init(configuration)
  }

  /// Starts loops as the configuration says.
  ///
  /// - Parameter configuration: how.
  /// - Throws: `.system`: a loop takes two descriptors and a thread. Loops that have begun by then
  ///   end again.
  public convenience init(_ configuration: Configuration) throws(EventLoopError) {
    do throws(Errno) {
      try self.init(configuration, clock: SystemClock()) { () throws(Errno) in try EpollPoller() }
    } catch {
      throw .system(error.rawValue)
    }
  }

  /// The same with another clock and other pollers, for tests.
  package init(
    _ configuration: Configuration,
    clock: any LoopClock,
    _ makePoller: () throws(Errno) -> any Poller
  ) throws(Errno) {
    let count = configuration.loopCount ?? ProcessorCount.available
    precondition(1...Self.loopsMax ~= count, "a group has 1 to \(Self.loopsMax) loops")
    var loops: [EventLoop] = []
    for index in 0..<count {
      loops.append(
        EventLoop(
          index: index,
          poller: try makePoller(),
          clock: clock,
          onDelay: configuration.onDelay
        )
      )
    }
    self.loops = loops
    ending = Ending(loopCount: count)
    for loop in loops {
      do throws(Errno) {
        try loop.start(onCPU: configuration.pinsToCPUs ? loop.index : nil, ending)
      } catch {
        // Those that run already end with the group, which does not come to be.
        for loop in loops[loop.index...] { loop.endWithoutThread() }
        throw error
      }
    }
  }

  deinit {
    for loop in loops { loop.requestEnd() }
  }

  /// The group of this process, one loop for each core, made when first asked for: for programs
  /// that do not care.
  ///
  /// It never ends.
  ///
  /// The program ends where the system has no descriptors or threads for it.
  public static let shared: EventLoopGroup = {
    do throws(EventLoopError) { return try EventLoopGroup() } catch {
      fatalError("the shared event loops cannot start: \(error)")
    }
  }()

  /// The loops in turn.
  public func next() -> EventLoop {
    let turn = turn.wrappingAdd(1, ordering: .relaxed).oldValue
    return loops[Int(UInt(bitPattern: turn) % UInt(loops.count))]
  }

  /// The current loop where it is one of this group's, else the next: for who starts something that
  /// belongs to what it is doing.
  public func currentOrNext() -> EventLoop {
    if let current = EventLoop.current, loops.contains(where: { $0 === current }) { return current }
    return next()
  }

  /// Ends the loops, and waits for their threads.
  ///
  /// What was posted before is run. Every wait on a descriptor or a timer of the loops ends with
  /// `.closed`, and every later one at once. Tasks that go on after that run on the threads that
  /// resume them. A second call waits for the same.
  public func shutdown() async {
    for loop in loops { loop.requestEnd() }
    await ending.wait()
  }
}
