import CPlatform
import SystemCalls
import TestSupport
import Testing

@testable import EventLoops

@Suite(.timeLimit(.minutes(10))) struct EventLoopDescriptorsTests {
  private static let readable = Int16(POLLIN)

  /// How a wait ended; nil where one of the events was told.
  private static func wait(
    for events: Int16 = readable,
    of place: OwnedDescriptor,
    on loop: EventLoop
  ) -> (task: Task<Void, Never>, result: Note<[WaitFailure?]?>) {
    let result = Note<[WaitFailure?]?>(nil)
    let task = Task(executorPreference: loop) {
      do throws(WaitFailure) {
        try await loop.wait(for: events, of: place.descriptor)
        result.set([nil])
      } catch {
        result.set([error])
      }
    }
    return (task, result)
  }

  @Test func `what is so already is not waited for`() async throws {
    try await withEventLoop { loop in
      let event = OwnedDescriptor(try System.eventfd())
      try System.signal(event.descriptor)
      try await loop.wait(for: Self.readable, of: event.descriptor)
    }
  }

  @Test func `a wait ends with the event, again and again, and the descriptor stays open`()
    async throws
  {
    try await withEventLoop { loop in
      let event = OwnedDescriptor(try System.eventfd())
      for _ in 0..<3 {
        let wait = Self.wait(of: event, on: loop)
        await loop.rest()
        #expect(wait.result.value == nil)
        try System.signal(event.descriptor)
        await wait.task.value
        #expect(wait.result.value == [nil])
        try System.clear(event.descriptor)
      }
    }
  }

  @Test func `other events than those that are asked for do not end it`() async throws {
    try await withEventLoop { loop in
      let pair = try System.socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
      let (own, peer) = (OwnedDescriptor(pair.first), OwnedDescriptor(pair.second))
      let wait = Self.wait(for: 0, of: own, on: loop)
      let bytes: [UInt8] = [1, 2, 3]
      for byte in bytes {
        // SAFETY: an integer's bytes are all initialised.
        _ = try unsafe System.send(peer.descriptor, [byte].span.bytes, flags: 0)
        await loop.rest()
        #expect(wait.result.value == nil)
      }
      // Both halves ended: `POLLHUP` is told unasked.
      try System.shutdown(peer.descriptor, Int32(SHUT_RDWR))
      await wait.task.value
      #expect(wait.result.value == [nil])
    }
  }

  @Test func `several wait, each by a duplicate of its own`() async throws {
    try await withEventLoop { loop in
      let event = OwnedDescriptor(try System.eventfd())
      let other = OwnedDescriptor(try System.duplicate(event.descriptor))
      let waits = [Self.wait(of: event, on: loop), Self.wait(of: other, on: loop)]
      await loop.rest()
      try System.signal(event.descriptor)
      for wait in waits {
        await wait.task.value
        #expect(wait.result.value == [nil])
      }
    }
  }

  @Test func `a cancellation ends it, and so does the end of the loop`() async throws {
    let group = try EventLoopGroup(loops: 1)
    let loop = group.loops[0]
    let event = OwnedDescriptor(try System.eventfd())
    let first = Self.wait(of: event, on: loop)
    await loop.rest()
    first.task.cancel()
    await first.task.value
    #expect(first.result.value == [.cancelled])
    let second = Self.wait(of: event, on: loop)
    await loop.rest()
    await group.shutdown()
    await second.task.value
    #expect(second.result.value == [.closed])
  }

  @Test func `the poller forgets the descriptor after each wait`() async throws {
    try await withLoopBench { bench in
      let event = OwnedDescriptor(try System.eventfd())
      let number = event.descriptor.number
      let wait = Self.wait(of: event, on: bench.loop)
      await bench.loop.rest()
      #expect(bench.poller.registered[number] == .reading)
      wait.task.cancel()
      await wait.task.value
      #expect(bench.poller.registered[number] == nil)
    }
  }
}
