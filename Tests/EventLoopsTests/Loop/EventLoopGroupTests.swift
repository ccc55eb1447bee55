import CPlatform
import SystemCalls
import TestSupport
import Testing

@testable import EventLoops

@Suite(.timeLimit(.minutes(10))) struct EventLoopGroupTests {
  /// Says that it is there for as long as it is.
  private struct Weak {
    weak let object: (any AnyObject & Sendable)?

    init(_ object: any AnyObject & Sendable) { self.object = object }
  }

  @Test func `a group has as many loops as were asked for, numbered, and else one for each core`()
    async throws
  {
    for count in [1, 3] {
      let group = try EventLoopGroup(loops: count)
      #expect(group.loops.map(\.index) == Array(0..<count))
      await group.shutdown()
    }
    let group = try EventLoopGroup()
    #expect(group.loops.count == ProcessorCount.available)
    await group.shutdown()
  }

  @Test func `loops come in turn`() async throws {
    try await withEventLoops(3) { group in
      let first = group.next().index
      for step in 1...7 { #expect(group.next().index == (first + step) % 3) }
    }
  }

  @Test func `on a loop of the group that is the one, elsewhere the next`() async throws {
    try await withEventLoops(3) { group in
      for loop in group.loops {
        for _ in 0..<3 { #expect(await loop.run { group.currentOrNext() === loop }) }
      }
      let indices = Set((0..<3).map { _ in group.currentOrNext().index })
      #expect(indices == [0, 1, 2])
      try await withEventLoop { other in
        let index = await other.run { group.currentOrNext().index }
        #expect(index < 3)
      }
    }
  }

  @Test func `a loop stays on its CPU where the group says so`() async throws {
    var configuration = EventLoopGroup.Configuration()
    configuration.loopCount = 5
    configuration.pinsToCPUs = true
    let group = try EventLoopGroup(configuration)
    for loop in group.loops {
      let count = await loop.run { ProcessorCount.available }
      #expect(count == 1)
    }
    await group.shutdown()
    try await withEventLoop { loop in
      #expect(await loop.run { ProcessorCount.available } == ProcessorCount.available)
    }
  }

  @Test func `the shared group is always the same`() async throws {
    let group = EventLoopGroup.shared
    #expect(group === EventLoopGroup.shared)
    #expect(await group.next().run { true })
  }

  @Test func `what was posted before the end is run, and then the threads are gone`() async throws {
    let group = try EventLoopGroup(loops: 2)
    let (gate, done) = (Gate(), Note(0))
    for loop in group.loops {
      loop.execute { gate.enter(loop.index) }
      for _ in 0..<100 { loop.execute { done.change { $0 += 1 } } }
      for _ in 0..<100 {
        Task(executorPreference: loop) {
          await Task.yield()
          await Task.yield()
          done.change { $0 += 1 }
        }
      }
    }
    try await gate.waitUntilEntered(2)
    async let shutdown: Void = group.shutdown()
    gate.open()
    await shutdown
    #expect(done.value == 400)
    await group.shutdown()
  }

  @Test func `many may end a group at once, a task of it as well`() async throws {
    let group = try EventLoopGroup(loops: 2)
    await withTaskGroup(of: Void.self) { tasks in
      for number in 0..<10 {
        let loop = number % 2 == 0 ? group.loops[number % 4 / 2] : nil
        tasks.addTask(executorPreference: loop) { await group.shutdown() }
      }
    }
    await group.shutdown()
  }

  @Test func `a group that goes away ends its loops, and leaves nothing behind`() async throws {
    var left: [Weak] = []
    do {
      var configuration = EventLoopGroup.Configuration()
      configuration.loopCount = 3
      let group = try EventLoopGroup(configuration, clock: SystemClock()) { () throws(Errno) in
        let poller = try EpollPoller()
        left.append(Weak(poller))
        return poller
      }
      left += group.loops.map { Weak($0) }
      let loop = group.loops[1]
      Task(executorPreference: loop) { try await loop.sleep(until: .never) }.cancel()
      #expect(await group.loops[0].run { true })
    }
    while left.contains(where: { $0.object != nil }) { await Task.yield() }
    #expect(left.count == 6)
  }

  #if DEBUG
  static let faults: [(fault: FakeKernel.Fault, error: Int32)] = [
    (.init(.pthreadCreate, turns: 1...1, .failure(.wouldBlock)), EAGAIN),
    (.init(.pthreadCreate, turns: 3...3, .failure(.wouldBlock)), EAGAIN),
    (.init(.epollCreate, turns: 1...1, .failure(Errno(rawValue: EMFILE))), EMFILE),
    (.init(.eventfd, turns: 2...2, .failure(Errno(rawValue: ENFILE))), ENFILE),
    (.init(.epollControl, turns: 3...3, .failure(.noMemory)), ENOMEM),
  ]

  @Test(arguments: faults.indices)
  func `a group that cannot start a loop says why, and ends those that it has started`(
    index: Int
  )
    async throws
  {
    var left: [Weak] = []
    let (fault, number) = Self.faults[index]
    FakeKernel.run([fault]) {
      do throws(Errno) {
        var configuration = EventLoopGroup.Configuration()
        configuration.loopCount = 4
        _ = try EventLoopGroup(configuration, clock: SystemClock()) { () throws(Errno) in
          let poller = try EpollPoller()
          left.append(Weak(poller))
          return poller
        }
        Issue.record("all was well")
      } catch {
        #expect(error.rawValue == number)
      }
    }
    while left.contains(where: { $0.object != nil }) { await Task.yield() }
  }

  @Test func `a group that cannot start tells it as an error of loops`() {
    FakeKernel.run([.init(.epollCreate, .failure(Errno(rawValue: EMFILE)))]) {
      #expect(throws: EventLoopError.system(EMFILE)) { _ = try EventLoopGroup(loops: 2) }
    }
  }
  #endif
}
