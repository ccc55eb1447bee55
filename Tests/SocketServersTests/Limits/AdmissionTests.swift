import Sockets
import Synchronization
import TestSupport
import Testing

@testable import EventLoops
@testable import SocketServers

@Suite(.timeLimit(.minutes(10))) struct AdmissionTests {
  private typealias Share = Admission.Share

  private static let place = Share(connections: 1)
  private static let handshake = Share(connections: 1, handshakes: 1)
  private static let start = Deadline(nanoseconds: 0)

  private static func admission(_ configure: (inout ServerLimits) -> Void) -> Admission {
    var limits = ServerLimits()
    configure(&limits)
    return Admission(limits, at: start)
  }

  /// Starts a task that waits for a share, and waits until it does.
  private static func wait(
    for share: Share,
    at admission: Admission,
    _ note: @escaping @Sendable (RefusalReason?) -> Void
  ) async -> Task<Void, Never> {
    let before = admission.waitingCount
    let task = Task { note(await admission.waitFor(share)) }
    while admission.waitingCount == before { await Task.yield() }
    return task
  }

  /// A limit, a share, and why there is no second one.
  private static let limits: [(String, ServerLimits, Admission.Share, RefusalReason)] = {
    var (connections, handshakes, memory) = (ServerLimits(), ServerLimits(), ServerLimits())
    connections.connections = 1
    handshakes.handshakes = 1
    memory.bufferBytes = 100
    return [
      ("connections", connections, place, .tooManyConnections),
      ("handshakes", handshakes, handshake, .tooManyHandshakes),
      ("memory", memory, Share(connections: 1, bufferBytes: 51), .noBufferMemory),
    ]
  }()

  @Test(arguments: limits)
  func `a share over a limit is not given until one is given back`(
    name: String,
    limits: ServerLimits,
    share: Admission.Share,
    reason: RefusalReason
  ) {
    let admission = Admission(limits, at: Self.start)
    #expect(admission.take(share) == nil)
    #expect(admission.take(share) == reason)
    #expect(admission.taken == share)
    admission.giveBack(share)
    #expect(admission.taken == Share())
    #expect(admission.take(share) == nil)
  }

  @Test func `limits less than 1 are 1`() {
    let admission = Self.admission {
      $0.connections = 0
      $0.handshakes = -1
    }
    #expect(admission.take(Self.handshake) == nil)
    #expect(admission.take(Self.place) == .tooManyConnections)
  }

  @Test func `who waits is served in turn, and who comes later not before`() async {
    let admission = Self.admission { $0.connections = 1 }
    #expect(admission.take(Self.place) == nil)
    let order = Note<[Int]>([])
    var tasks: [Task<Void, Never>] = []
    for number in 0..<3 {
      tasks.append(
        await Self.wait(for: Self.place, at: admission) { reason in
          #expect(reason == nil)
          order.change { $0.append(number) }
        }
      )
    }
    for number in 0..<3 {
      #expect(order.value == Array(0..<number))
      #expect(admission.take(Self.place) == .tooManyConnections)
      admission.giveBack(Self.place)
      await tasks[number].value
    }
    #expect(order.value == [0, 1, 2])
    admission.giveBack(Self.place)
    #expect(admission.taken == Share())
  }

  @Test func `a large share is not overtaken by small ones`() async {
    let admission = Self.admission { $0.bufferBytes = 100 }
    #expect(admission.take(Share(bufferBytes: 80)) == nil)
    let large = await Self.wait(for: Share(bufferBytes: 50), at: admission) { #expect($0 == nil) }
    #expect(admission.take(Share(bufferBytes: 1)) == .tooManyConnections)
    admission.giveBack(Share(bufferBytes: 80))
    await large.value
    #expect(admission.take(Share(bufferBytes: 1)) == nil)
  }

  @Test func `who needs no handshake passes those who wait for one, and a place ends that`() async {
    let admission = Self.admission {
      $0.connections = 3
      $0.handshakes = 1
    }
    #expect(admission.take(Self.handshake) == nil)
    let order = Note<[String]>([])
    let waiting = await Self.wait(for: Self.handshake, at: admission) { _ in
      order.change { $0.append("handshake") }
    }
    #expect(admission.take(Self.place) == nil)
    #expect(await admission.waitFor(Self.place) == nil)
    // Now places are what is missing, and the first comes first.
    #expect(admission.take(Self.place) == .tooManyConnections)
    let last = await Self.wait(for: Self.place, at: admission) { _ in
      order.change { $0.append("place") }
    }
    admission.giveBack(Self.handshake)
    await waiting.value
    #expect(order.value == ["handshake"])
    admission.giveBack(Self.place)
    await last.value
    #expect(order.value == ["handshake", "place"])
  }

  @Test func `who is cancelled leaves the queue, and nothing was taken`() async {
    let admission = Self.admission { $0.connections = 1 }
    #expect(admission.take(Self.place) == nil)
    let results = Note<[RefusalReason?]>([])
    let first = await Self.wait(for: Self.place, at: admission) { reason in
      results.change { $0.append(reason) }
    }
    let second = await Self.wait(for: Self.place, at: admission) { reason in
      results.change { $0.append(reason) }
    }
    first.cancel()
    await first.value
    #expect(admission.waitingCount == 1)
    admission.giveBack(Self.place)
    await second.value
    #expect(results.value == [.draining, nil])
    #expect(admission.taken == Self.place)
  }

  @Test func `who is cancelled lets those behind it through`() async {
    let admission = Self.admission { $0.bufferBytes = 100 }
    #expect(admission.take(Share(bufferBytes: 80)) == nil)
    let large = await Self.wait(for: Share(bufferBytes: 50), at: admission) { _ in }
    let small = await Self.wait(for: Share(bufferBytes: 10), at: admission) { #expect($0 == nil) }
    large.cancel()
    await small.value
    await large.value
    #expect(admission.taken == Share(bufferBytes: 90))
  }

  @Test func `many who are cancelled and served at the same time lose no place`() async {
    let admission = Self.admission { $0.connections = 2 }
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<500 {
        group.addTask {
          let task = Task {
            guard await admission.waitFor(Self.place) == nil else { return }
            await Task.yield()
            admission.giveBack(Self.place)
          }
          if number.isMultiple(of: 3) { task.cancel() }
          await task.value
        }
      }
    }
    #expect(admission.taken == Share())
    #expect(admission.waitingCount == 0)
  }

  @Test func `once it is closed nobody comes in, and who waits goes away`() async {
    let admission = Self.admission { $0.connections = 1 }
    #expect(admission.take(Self.place) == nil)
    let results = Note<[RefusalReason?]>([])
    let waiting = await Self.wait(for: Self.place, at: admission) { reason in
      results.change { $0.append(reason) }
    }
    admission.close()
    await waiting.value
    #expect(results.value == [.draining])
    #expect(admission.take(Self.place) == .draining)
    #expect(await admission.waitFor(Self.place) == .draining)
    admission.giveBack(Self.place)
    #expect(admission.taken == Share())
  }

  @Test func `memory is counted for connections that are in, up to the limit`() {
    let admission = Self.admission { $0.bufferBytes = 100 }
    #expect(admission.takeMemory(100))
    #expect(!admission.takeMemory(1))
    #expect(!admission.takeMemory(.max))
    #expect(admission.takeMemory(0))
    admission.giveBack(Share(bufferBytes: 100))
    let unlimited = Self.admission { _ in }
    #expect(unlimited.takeMemory(.max))
    #expect(!unlimited.takeMemory(1))
  }

  @Test func `a share that even nobody else would leave room for is not waited for`() async {
    let admission = Self.admission { $0.bufferBytes = 100 }
    #expect(await admission.waitFor(Share(bufferBytes: 101)) == .noBufferMemory)
  }

  @Test func `each group of peers has its own count`() throws {
    let admission = Self.admission { $0.connectionsPerPeer = 2 }
    let one = PeerGroup(of: SocketAddress("192.0.2.1:1"))
    let other = PeerGroup(of: SocketAddress("192.0.2.2:1"))
    #expect(admission.enter(one) && admission.enter(one) && !admission.enter(one))
    #expect(admission.enter(other))
    admission.leave(one)
    #expect(admission.enter(one) && !admission.enter(one))
    // Who has no group is not counted.
    for _ in 0..<5 { #expect(admission.enter(nil)) }
    admission.leave(nil)
  }

  @Test func `who may come at this rate is told when`() {
    let admission = Self.admission { $0.acceptRate = RateLimit(10, burst: 1) }
    #expect(admission.nextMoment(at: Self.start) == nil)
    let next = Self.start.advanced(by: .milliseconds(100))
    #expect(admission.nextMoment(at: Self.start) == next)
    #expect(admission.nextMoment(at: next) == nil)
    #expect(Self.admission { _ in }.nextMoment(at: Self.start) == nil)
  }
}
