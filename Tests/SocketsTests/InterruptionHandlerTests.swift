import CPlatform
import Synchronization
import SystemCalls
import TestSupport
import Testing

@testable import Sockets

struct InterruptionHandlerTests {
  static let refusal = SocketError(.unusableArgument, operation: "handle")
  static let interrupted = SocketError(.interrupted, operation: .receive)

  @Test(arguments: [1, 2, 5])
  func `a handler that has nothing against it is asked each time`(times: Int) async throws {
    let asked = try await onThread(over: .udpIPv4) { pair in
      var asked = 0
      try pair.second.sendAll("here")
      try FakeKernel.run([.failing(.recv, EINTR, at: 1...times)]) { () throws in
        try withInterruptionHandler { () throws(SocketError) in
          asked += 1
        } _: { () throws(SocketError) in
          _ = try pair.first.receive(atMost: 9)
        }
      }
      return asked
    }
    #expect(asked == times)
  }

  @Test(arguments: [1, 2, 5])
  func `what a handler throws ends the call when it throws`(turn: Int) async throws {
    let outcome = try await onThread(over: .udpIPv4) { pair in
      var asked = 0
      return try observe(under: [.failing(.recv, EINTR, at: everyTurn)]) {
        try withInterruptionHandler { () throws(SocketError) in
          asked += 1
          if asked == turn { throw Self.refusal }
        } _: { () throws(SocketError) in
          _ = try pair.first.receive(atMost: 9)
        }
      }
    }
    #expect(outcome.error == Self.refusal)
    #expect(outcome.record[.recv] == turn)
  }

  @Test(arguments: [1, 3])
  func `a handler is asked while a call waits`(turn: Int) async throws {
    let outcome = try await onThread(over: .udpIPv4) { pair in
      var asked = 0
      try pair.first.setTimeout(.seconds(40))
      return try observe(under: [.failing(.poll, EINTR, at: everyTurn)]) {
        try withInterruptionHandler { () throws(SocketError) in
          asked += 1
          if asked == turn { throw Self.refusal }
        } _: { () throws(SocketError) in
          _ = try pair.first.receive(atMost: 9)
        }
      }
    }
    #expect(outcome.error == Self.refusal)
    #expect(outcome.record[.poll] == turn)
  }

  @Test(arguments: [1, 2, 4])
  func `a handler is asked after each part, and its error tells how far it got`(
    turn: Int
  ) async throws {
    let outcome = try await onThread(over: .tcpIPv4) { pair in
      var asked = 0
      return try observe(under: [.init(.send, turns: everyTurn, .short(3))]) {
        try withInterruptionHandler { () throws(SocketError) in
          asked += 1
          if asked == turn { throw Self.refusal }
        } _: { () throws(SocketError) in
          try pair.first.sendAll("more than a few parts")
        }
      }
    }
    var expected = Self.refusal
    expected.transferred = 3 * turn
    #expect(outcome.error == expected)
  }

  @Test func `the last part asks nobody`() async throws {
    let asked = try await onThread(over: .tcpIPv4) { pair in
      var asked = 0
      try FakeKernel.run([.init(.send, turns: everyTurn, .short(3))]) { () throws in
        try withInterruptionHandler { () throws(SocketError) in
          asked += 1
        } _: { () throws(SocketError) in
          try pair.first.sendAll("123456789")
        }
      }
      return asked
    }
    #expect(asked == 2)
  }

  @Test func `inside, a call that the handler ended says that it was interrupted`() async throws {
    let (caught, returned) = try await onThread(over: .udpIPv4) { pair in
      var caught: SocketError?
      var returned = 0
      try FakeKernel.run([.failing(.recv, EINTR)]) { () throws in
        returned = try withInterruptionHandler { () throws(SocketError) in
          throw Self.refusal
        } _: { () throws(SocketError) -> Int in
          do throws(SocketError) { _ = try pair.first.receive(atMost: 9) } catch { caught = error }
          return 7
        }
      }
      return (caught, returned)
    }
    #expect(caught == Self.interrupted)
    #expect(returned == 7)
  }

  @Test func `errors that no handler raised pass as they are`() async throws {
    let (other, interrupted) = try await onThread(over: .udpIPv4) { pair in
      try pair.first.setTimeout(.zero)
      let other = try observe(under: [.failing(.recv, EINTR)]) {
        try withInterruptionHandler { () throws(SocketError) in
          throw Self.refusal
        } _: { () throws(SocketError) in
          _ = pair.first.connectStatus(to: .noPeer)
          do throws(SocketError) { _ = try pair.first.receive(atMost: 9) } catch {}
          _ = try pair.first.receive(atMost: 9)
        }
      }
      let interrupted = try observe {
        try withInterruptionHandler { () throws(SocketError) in
        } _: { () throws(SocketError) in
          throw Self.interrupted
        }
      }
      return (other, interrupted)
    }
    #expect(other.error == SocketError(.wouldBlock, operation: .receive))
    #expect(interrupted.error == Self.interrupted)
  }

  @Test func `an interruption after one that was overlooked is not the first one's error`()
    async throws
  {
    let outcome = try await onThread {
      let socket = try Wire.tcpIPv4.socket()
      try socket.setTimeout(.zero)
      var asked = 0
      return try observe(under: [.failing(.connect, EINTR, at: 1...2)]) {
        try withInterruptionHandler { () throws(SocketError) in
          asked += 1
          if asked == 1 { throw Self.refusal }
        } _: { () throws(SocketError) in
          let address = SocketAddress.ipv4(.loopback, port: 9)
          _ = socket.connectStatus(to: address)
          try socket.connect(to: address)
        }
      }
    }
    #expect(outcome.error?.code == .interrupted)
    #expect(outcome.error?.operation == .connect)
  }

  @Test func `the inner of two handlers alone is asked, and the outer one again after it`()
    async throws
  {
    let asked = try await onThread(over: .udpIPv4) { pair in
      var asked: [String] = []
      try pair.second.sendAll("one")
      try pair.second.sendAll("two")
      try FakeKernel.run([
        .failing(.recv, EINTR), .failing(.recv, EINTR, at: 3...3),
      ]) { () throws in
        try withInterruptionHandler { () throws(SocketError) in
          asked.append("outer")
        } _: { () throws(SocketError) in
          try withInterruptionHandler { () throws(SocketError) in
            asked.append("inner")
          } _: { () throws(SocketError) in
            _ = try pair.first.receive(atMost: 9)
          }
          _ = try pair.first.receive(atMost: 9)
        }
      }
      return asked
    }
    #expect(asked == ["inner", "outer"])
  }

  @Test func `a handler belongs to its thread`() async throws {
    let isReceived = try await onThread(over: .udpIPv4) { pair in
      try pair.second.sendAll("here")
      let other = SharedSocket(try pair.first.duplicate())
      let isReceived = Mutex(false)
      try withInterruptionHandler { () throws(SocketError) in
        throw Self.refusal
      } _: { () throws(SocketError) in
        let thread = try? SystemThread(name: "other") {
          _ = try? FakeKernel.run([.failing(.recv, EINTR)]) { () throws in
            let bytes = try other.socket.receive(atMost: 9)
            isReceived.withLock { $0 = bytes == Array("here".utf8) }
          }
        }
        thread?.join()
      }
      return isReceived.withLock { $0 }
    }
    #expect(isReceived)
  }
}
