import CPlatform
import SystemCalls
import TestSupport
import Testing

@testable import Sockets

struct SocketTimeoutTests {
  @Test(arguments: [
    (nil, nil), (Duration.zero, Duration.zero), (.seconds(3), .seconds(3)),
    (Duration(secondsComponent: 0, attosecondsComponent: 1), .nanoseconds(1)),
    (.seconds(Int64.max), .nanoseconds(Int64.max)),
  ])
  func `a timeout is kept, in nanoseconds rounded up`(
    timeout: Duration?,
    kept: Duration?
  ) throws {
    let socket = try Socket(.inet, .stream)
    try socket.setTimeout(timeout)
    #expect(socket.timeout == kept)
    #expect(socket.isBlocking == (timeout != .zero))
    #expect(try System.isNonBlocking(socket.descriptor) == (timeout != nil))
  }

  @Test func `a socket goes from each way of waiting to each other`() throws {
    let socket = try Socket(.inet, .stream)
    let timeouts: [Duration?] = [nil, .zero, .seconds(1)]
    for from in timeouts {
      for to in timeouts {
        try socket.setTimeout(from)
        try socket.setTimeout(to)
        #expect(socket.timeout == to)
        #expect(try System.isNonBlocking(socket.descriptor) == (to != nil))
      }
    }
  }

  @Test(arguments: [true, false])
  func `blocking is no timeout and not blocking is one of zero`(isBlocking: Bool) throws {
    let socket = try Socket(.inet, .stream)
    try socket.setTimeout(.seconds(1))
    try socket.setBlocking(isBlocking)
    #expect(socket.timeout == (isBlocking ? nil : .zero))
    #expect(socket.isBlocking == isBlocking)
  }

  @Test(arguments: [
    Duration.nanoseconds(-1), .seconds(Int64.min),
    Duration(secondsComponent: 0, attosecondsComponent: -1),
  ])
  func `a negative timeout is refused and changes nothing`(timeout: Duration) throws {
    let socket = try Socket(.inet, .stream)
    try socket.setTimeout(.seconds(7))
    let error = try socketError { try socket.setTimeout(timeout) }
    #expect(error == SocketError(.unusableArgument, operation: .setTimeout))
    #expect(socket.timeout == .seconds(7))
  }

  @Test(arguments: 1...2)
  func `a timeout that the kernel refuses is not kept`(turn: Int) throws {
    let socket = try Socket(.inet, .stream)
    let outcome = try observe(under: [.failing(.fcntl, EBADF, at: turn...turn)]) {
      try socket.setTimeout(.seconds(1))
    }
    #expect(outcome.error == SocketError(.badFileDescriptor, operation: .setTimeout))
    #expect(socket.timeout == nil)
  }
}
