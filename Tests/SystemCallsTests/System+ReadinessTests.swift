import CPlatform
import SystemCalls
import TestSupport
import Testing

struct SystemReadinessTests {
  private static let input = Int16(POLLIN)
  private static let output = Int16(POLLOUT)

  @Test func `nothing ready is nil, and 0 among several`() throws {
    let event = try System.eventfd()
    let ready = try System.poll(event.number, Self.input, timeoutMilliseconds: 0)
    var entries = [PollEntry(number: event.number, events: Self.input)]
    let count = try System.poll(&entries, timeoutMilliseconds: 0)
    #expect(ready == nil)
    #expect(count == 0)
    #expect(entries[0].ready == 0)
  }

  @Test func `what is ready is told for each entry`() throws {
    let pair = try System.socketpair(AF_UNIX, SocketKind.stream, 0)
    try pair.first.send([1])
    var entries = [
      PollEntry(number: pair.first.number, events: Self.input | Self.output),
      PollEntry(number: pair.second.number, events: Self.input | Self.output),
      PollEntry(number: -1, events: Self.input),
    ]
    let count = try System.poll(&entries, timeoutMilliseconds: -1)
    let single = try System.poll(pair.second.number, Self.input, timeoutMilliseconds: -1)
    #expect(count == 2)
    #expect(entries.map(\.ready) == [Self.output, Self.input | Self.output, 0])
    #expect(single == Self.input)
  }

  @Test func `what is ready no more is cleared`() throws {
    let pair = try System.socketpair(AF_UNIX, SocketKind.stream, 0)
    try pair.first.send([1])
    var entries = [PollEntry(number: pair.second.number, events: Self.input)]
    let before = try System.poll(&entries, timeoutMilliseconds: 0)
    _ = try pair.second.receive(1)
    let after = try System.poll(&entries, timeoutMilliseconds: 0)
    #expect([before, after] == [1, 0])
    #expect(entries[0].ready == 0)
  }

  @Test func `a peer that is gone and a number that is not open are ready, unasked`() throws {
    let socket = try abandonedSocket()
    let gone = try System.poll(socket.number, 0, timeoutMilliseconds: -1)
    let closed = try System.poll(Int32.max, Self.input, timeoutMilliseconds: -1)
    #expect(gone == Int16(POLLHUP))
    #expect(closed == Int16(POLLNVAL))
  }

  @Test func `no entries are nothing to wait for`() throws {
    var none: [PollEntry] = []
    #expect(try System.poll(&none, timeoutMilliseconds: 0) == 0)
  }

  @Test(arguments: [1, 7, 20])
  func `a wait takes no less than was asked`(_ milliseconds: Int32) async throws {
    let waited = try await onThread {
      let event = try System.eventfd()
      let start = MonotonicClock.nanoseconds
      let ready = try System.poll(event.number, Self.input, timeoutMilliseconds: milliseconds)
      #expect(ready == nil)
      return MonotonicClock.nanoseconds - start
    }
    #expect(waited >= Int64(milliseconds) * 1_000_000)
  }

  @Test func `a wait ends when another thread makes it ready`() async throws {
    let ready = try await onThread {
      let event = try System.eventfd()
      let number = event.number
      let thread = try SystemThread(name: "signal") {
        let copy = FileDescriptor(owning: dup(number))
        try? System.signal(copy)
      }
      let ready = try System.poll(number, Self.input, timeoutMilliseconds: -1)
      thread.join()
      return ready
    }
    #expect(ready == Self.input)
  }

  @Test func `an eventfd counts up, is ready from then on, and is cleared`() throws {
    let event = try System.eventfd()
    var states: [Bool] = []
    func look(_ event: borrowing FileDescriptor) throws {
      let ready = try System.poll(event.number, Self.input, timeoutMilliseconds: 0)
      states.append(ready != nil)
    }
    try look(event)
    try System.signal(event)
    try System.signal(event)
    try look(event)
    try System.clear(event)
    try look(event)
    try System.clear(event)
    try look(event)
    #expect(states == [false, true, false, false])
  }

  @Test func `a full eventfd takes a signal without waiting or failing`() throws {
    let event = try System.eventfd()
    let almost = UInt64.max - 1
    let bytes = (0..<8).map { UInt8(truncatingIfNeeded: almost >> (8 * $0)) }
    try event.write(bytes)
    #expect(throws: Errno.wouldBlock) { try event.write([1, 0, 0, 0, 0, 0, 0, 0]) }
    try System.signal(event)
    let counter = try event.read(8)
    #expect(counter.bytes == bytes)
  }

  #if DEBUG
  @Test func `a poll that fails leaves what was ready`() throws {
    let event = try System.eventfd()
    try System.signal(event)
    var entries = [PollEntry(number: event.number, events: Self.input)]
    _ = try System.poll(&entries, timeoutMilliseconds: 0)
    FakeKernel.run([.init(.poll, .failure(.noMemory))]) {
      #expect(throws: Errno.noMemory) { try System.poll(&entries, timeoutMilliseconds: 0) }
    }
    #expect(entries[0].ready == Self.input)
  }

  @Test func `an eventfd's own errors get out`() throws {
    let event = try System.eventfd()
    FakeKernel.run([
      .init(.write, .failure(.badFileDescriptor)), .init(.read, .failure(.badFileDescriptor)),
    ]) {
      #expect(throws: Errno.badFileDescriptor) { try System.signal(event) }
      #expect(throws: Errno.badFileDescriptor) { try System.clear(event) }
    }
  }
  #endif
}
