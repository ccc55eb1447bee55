import Sockets
import SystemCalls
import TestSupport
import Testing

struct ReadinessListTests {
  @Test func `each entry tells its own readiness`() throws {
    let quiet = try Socket.pair()
    let speaking = try Socket.pair()
    let ended = try Socket.pair()
    try speaking.second.send([1])
    try ended.second.shutdown(.both)
    var list = ReadinessList()
    list.append(quiet.first, for: .receiving)
    list.append(speaking.first, for: [.receiving, .sending])
    list.append(ended.first, for: .receiving)
    list.append(quiet.second.fileDescriptor, for: .sending)
    #expect(list.count == 4)
    #expect(try list.wait() == 3)
    #expect(list[0] == [])
    #expect(list[1] == [.receiving, .sending])
    #expect(list[2] == [.receiving, .hangUp])
    #expect(list[3] == .sending)
  }

  @Test func `a wait forgets what the one before told`() throws {
    let pair = try Socket.pair()
    try pair.second.send([1])
    var list = ReadinessList()
    list.append(pair.first, for: .receiving)
    #expect(list[0] == [])
    #expect(try list.wait(timeout: .zero) == 1)
    #expect(list[0] == .receiving)
    _ = try pair.first.receive(atMost: 1)
    #expect(try list.wait(timeout: .zero) == 0)
    #expect(list[0] == [])
  }

  @Test func `a number that is not open is told and a negative one never ready`() throws {
    var list = ReadinessList()
    list.append(Int32.max, for: .receiving)
    list.append(-1, for: .receiving)
    #expect(try list.wait(timeout: .zero) == 1)
    #expect(list[0] == .notOpen)
    #expect(list[1] == [])
  }

  @Test func `two hundred entries are none too many`() throws {
    let pair = try Socket.pair()
    try pair.second.send([1])
    var list = ReadinessList()
    for index in 0..<200 {
      list.append(index.isMultiple(of: 2) ? pair.first.fileDescriptor : -1, for: .receiving)
    }
    #expect(try list.wait() == 100)
    #expect((0..<200).allSatisfy { list[$0].isEmpty == !$0.isMultiple(of: 2) })
  }

  @Test func `a list of nothing waits for its time to be over`() async throws {
    let (ready, waited) = try await onThread { () -> (Int, Duration) in
      var list = ReadinessList()
      let start = ContinuousClock.now
      let ready = try list.wait(timeout: .microseconds(10_001))
      return (ready, ContinuousClock.now - start)
    }
    #expect(ready == 0)
    #expect(waited >= .microseconds(10_001))
  }

  @Test(arguments: [Duration.zero, .nanoseconds(-1), .seconds(-1)])
  func `without time it looks once`(timeout: Duration) throws {
    let pair = try Socket.pair()
    var list = ReadinessList()
    list.append(pair.first, for: .receiving)
    var ready = 1
    let record = try FakeKernel.run([]) { ready = try list.wait(timeout: timeout) }
    #expect(ready == 0)
    #expect(record[.poll] == 1)
  }

  @Test func `without a limit it waits until something comes`() async throws {
    let (count, readiness) = try await onThread { () -> (Int, Readiness) in
      let pair = try Socket.pair()
      let peer = SharedSocket(try pair.second.duplicate())
      let thread = try SystemThread(name: "peer") { _ = try? peer.socket.send([1]) }
      var list = ReadinessList()
      list.append(pair.first, for: .receiving)
      let count = try list.wait()
      thread.join()
      return (count, list[0])
    }
    #expect(count == 1)
    #expect(readiness == .receiving)
  }

  @Test func `an interrupted wait goes on`() throws {
    let pair = try Socket.pair()
    try pair.second.send([1])
    var list = ReadinessList()
    list.append(pair.first, for: .receiving)
    var ready = 0
    let record = try FakeKernel.run([.init(.poll, turns: 1...3, .failure(.interrupted))]) {
      ready = try list.wait(timeout: .seconds(10))
    }
    #expect(ready == 1)
    #expect(record[.poll] == 4)
  }

  @Test func `an interrupted wait has only the time that is left`() async throws {
    let time = Duration.milliseconds(500)
    let (ready, afterwards) = try await onThread { () -> (Int, Duration) in
      var list = ReadinessList()
      var ready = -1
      var handled = ContinuousClock.now
      try FakeKernel.run([.init(.poll, .failure(.interrupted))]) {
        try withInterruptionHandler({ () throws(SocketError) in
          var nothing = ReadinessList()
          _ = try nothing.wait(timeout: time)
          handled = .now
        }) { () throws(SocketError) in
          ready = try list.wait(timeout: time)
        }
      }
      return (ready, ContinuousClock.now - handled)
    }
    #expect(ready == 0)
    // The handler has used the time up; were it to start anew, as much would pass again.
    #expect(afterwards < time)
  }

  @Test func `an interruption handler can end the wait`() throws {
    var list = ReadinessList()
    let reason = SocketError(.interrupted, operation: "test")
    var error: SocketError?
    FakeKernel.run([.init(.poll, .failure(.interrupted))]) {
      error = failure {
        try withInterruptionHandler({ () throws(SocketError) in throw reason }) {
          () throws(SocketError) in
          _ = try list.wait()
        }
      }
    }
    #expect(error?.operation == "test")
  }

  @Test func `what the kernel says is the cause`() throws {
    var list = ReadinessList()
    var error: SocketError?
    FakeKernel.run([.init(.poll, .failure(.noMemory))]) {
      error = failure { try list.wait() }
    }
    #expect(error?.description == "wait: Cannot allocate memory")
  }
}
