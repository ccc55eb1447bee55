#if DEBUG
import CPlatform
import EventLoops
import Synchronization
import SystemCalls
import TestSupport
import Testing

struct FakeKernelTests {
  private typealias Fault = FakeKernel.Fault

  @Test func `a fault happens at its turn alone`() throws {
    let pair = try System.socketpair(AF_UNIX, SocketKind.stream, 0)
    var outcomes: [Result<Int, Errno>] = []
    FakeKernel.run([Fault(.send, turns: 2...2, .failure(.noMemory))]) {
      for _ in 1...3 { outcomes.append(outcome { () throws(Errno) in try pair.first.send([7]) }) }
    }
    #expect(outcomes == [.success(1), .failure(.noMemory), .success(1)])
    let arrived = try pair.second.receive(10)
    #expect(arrived.bytes == [7, 7])
  }

  @Test func `a fault happens at a range of turns, and another after it`() throws {
    let pair = try System.socketpair(AF_UNIX, SocketKind.stream, 0)
    let faults = [
      Fault(.send, turns: 1...2, .failure(.noMemory)),
      Fault(.send, turns: 2...Int.max, .failure(.connectionReset)),
    ]
    var outcomes: [Result<Int, Errno>] = []
    FakeKernel.run(faults) {
      for _ in 1...4 { outcomes.append(outcome { () throws(Errno) in try pair.first.send([7]) }) }
    }
    let lost = Result<Int, Errno>.failure(.connectionReset)
    #expect(outcomes == [.failure(.noMemory), .failure(.noMemory), lost, lost])
  }

  @Test func `a short transfer moves no more than it says`() throws {
    let pair = try System.socketpair(AF_UNIX, SocketKind.stream, 0)
    let faults = [
      Fault(.send, .short(3)), Fault(.recv, .short(2)), Fault(.recv, turns: 2...2, .short(9)),
    ]
    try FakeKernel.run(faults) {
      let sent = try pair.first.send([1, 2, 3, 4, 5])
      #expect(sent == 3)
      let start = try pair.second.receive(5)
      #expect(start == Received(count: 2, bytes: [1, 2]))
      let rest = try pair.second.receive(5)
      #expect(rest == Received(count: 1, bytes: [3]))
    }
  }

  @Test func `a success answers without asking the kernel`() throws {
    let pair = try System.socketpair(AF_UNIX, SocketKind.stream, 0)
    try FakeKernel.run([Fault(.send, .success(1000)), Fault(.recv, .success(0))]) {
      let sent = try pair.first.send([1])
      #expect(sent == 1000)
      let received = try pair.first.receive(1)
      #expect(received == Received(count: 0, bytes: []))
    }
    #expect(throws: Errno.wouldBlock) {
      try pair.second.receive(1, flags: Int32(MSG_DONTWAIT))
    }
  }

  @Test func `calls are counted, failed and repeated ones too`() throws {
    let pair = try System.socketpair(AF_UNIX, SocketKind.stream, 0)
    let record = try FakeKernel.run([Fault(.send, turns: 1...3, .failure(.interrupted))]) {
      try pair.first.send([1])
      _ = try pair.second.receive(1)
    }
    #expect(record[.send] == 4)
    #expect(record[.recv] == 1)
    #expect(record[.close] == 0)
    #expect(record.counts == [.send: 4, .recv: 1])
  }

  @Test func `scripts nest: all count, the innermost decides`() throws {
    let pair = try System.socketpair(AF_UNIX, SocketKind.stream, 0)
    var inner: FakeKernel.Record?
    let outer = FakeKernel.run([Fault(.send, turns: 1...9, .failure(.noMemory))]) {
      inner = FakeKernel.run([Fault(.send, .failure(.connectionReset))]) {
        #expect(throws: Errno.connectionReset) { try pair.first.send([1]) }
        #expect(throws: Errno.noMemory) { try pair.first.send([1]) }
      }
      #expect(throws: Errno.noMemory) { try pair.first.send([1]) }
    }
    #expect(inner?[.send] == 2)
    #expect(outer[.send] == 3)
  }

  @Test func `a script ends with its body, thrown or not`() throws {
    let pair = try System.socketpair(AF_UNIX, SocketKind.stream, 0)
    #expect(throws: Errno.noMemory) {
      try FakeKernel.run([Fault(.send, turns: 1...9, .failure(.noMemory))]) {
        try pair.first.send([1])
      }
    }
    let sent = try pair.first.send([1])
    #expect(sent == 1)
  }

  @Test func `another thread's calls are neither touched nor counted`() throws {
    let pair = try System.socketpair(AF_UNIX, SocketKind.stream, 0)
    let number = pair.first.number
    let sent = Mutex<Result<Int, Errno>>(.success(0))
    let record = try FakeKernel.run([Fault(.send, turns: 1...9, .failure(.noMemory))]) {
      try SystemThread(name: "elsewhere") {
        let copy = FileDescriptor(owning: dup(number))
        sent.withLock { $0 = outcome { () throws(Errno) in try copy.send([1]) } }
      }.join()
      #expect(throws: Errno.noMemory) { try pair.first.send([1]) }
    }
    #expect(sent.withLock { $0 } == .success(1))
    #expect(record[.send] == 1)
  }

  @Test func `a script for one thread reaches it from a task that runs elsewhere`() async throws {
    try await withEventLoops(2) { group in
      let (meant, other) = (group.loops[0], group.loops[1])
      let record = try await FakeKernel.run(
        [Fault(.eventfd, .failure(.noMemory))],
        on: meant.thread
      ) {
        await #expect(throws: Errno.noMemory) {
          try await meant.run { () throws(Errno) in _ = try System.eventfd() }
        }
        try await other.run { () throws(Errno) in _ = try System.eventfd() }
        try await meant.run { () throws(Errno) in _ = try System.eventfd() }
        _ = try System.eventfd()
      }
      #expect(record[.eventfd] == 2)
      try await meant.run { () throws(Errno) in _ = try System.eventfd() }
    }
  }

  // Other tests run at the same time and see the script, so its fault is one that the kernel may do
  // to any of them at any time: a short read.
  @Test func `a script for all threads reaches other threads`() async throws {
    try await temporaryDirectory { directory in
      let file = try openFile(directory + "/digits", containing: Array("0123456789".utf8))
      let number = file.number
      let read = Mutex<Received?>(nil)
      let record = try FakeKernel.run(
        [Fault(.pread, turns: 1...Int.max, .short(4))],
        scope: .allThreads
      ) {
        try SystemThread(name: "elsewhere") {
          let copy = FileDescriptor(owning: dup(number))
          read.withLock { $0 = try? copy.read(8, at: 0) }
        }.join()
      }
      #expect(read.withLock { $0 } == Received(count: 4, bytes: Array("0123".utf8)))
      #expect(record[.pread] >= 1)
    }
  }
}

private func outcome(_ call: () throws(Errno) -> Int) -> Result<Int, Errno> {
  do throws(Errno) { return .success(try call()) } catch { return .failure(error) }
}
#endif
