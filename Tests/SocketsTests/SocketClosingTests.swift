import CPlatform
import SystemCalls
import TestSupport
import Testing

@testable import Sockets

/// How a socket ends: `close`, `detach` and letting go.
struct SocketClosingTests {
  @Test(arguments: Wire.connections)
  func `a socket that is let go of is closed`(wire: Wire) throws {
    let pair = try wire.connectedPair()
    letGo(of: pair.first)
    #expect(try pair.second.receive(atMost: 1) == [])
  }

  @Test(arguments: [
    (EIO, SocketError.Code.inputOutputError), (EINTR, .interrupted), (EBADF, .badFileDescriptor),
  ])
  func `close says what the kernel said and asks it once`(
    number: Int32,
    code: SocketError.Code
  ) throws {
    let outcome = try close(failing: number)
    #expect(outcome.error == SocketError(code, operation: .close))
    #expect(outcome.record[.close] == 1)
  }

  @Test func `close of a connection that the peer has reset is no error`() throws {
    let outcome = try close(failing: ECONNRESET)
    #expect(outcome.error == nil)
    #expect(outcome.record[.close] == 1)
  }

  @Test func `letting go of a socket hides what close says`() throws {
    let number = try Socket(.inet, .stream).detach()
    let outcome = try observe(under: [.failing(.close, EIO)]) {
      _ = try Socket.adopt(number)
    }
    _ = FileDescriptor(owning: number)
    #expect(outcome.error == nil)
    #expect(outcome.record[.close] == 1)
  }

  @Test func `a connection that the peer has reset closes without an error`() throws {
    let pair = try Wire.tcpIPv4.connectedPair()
    try pair.first.sendAll("unread, which makes the close a reset")
    _ = try pair.second.wait(for: .receiving)
    try pair.second.close()
    try pair.first.close()
  }

  @Test func `bytes that the kernel has taken arrive after the close`() throws {
    let pair = try Wire.tcpIPv4.connectedPair()
    try pair.first.sendAll("last words")
    try pair.first.close()
    #expect(try pair.second.receive(atMost: 99) == Array("last words".utf8))
    #expect(try pair.second.receive(atMost: 99) == [])
  }

  @Test(arguments: [nil, Duration.zero, .seconds(1)])
  func `a detached socket stays open as its timeout left it`(timeout: Duration?) throws {
    let pair = try Wire.unixStream.connectedPair()
    try pair.first.setTimeout(timeout)
    let number = pair.first.fileDescriptor
    let detached = FileDescriptor(owning: pair.first.detach())
    #expect(detached.number == number)
    #expect(try System.isNonBlocking(detached) == (timeout != nil))
    let again = try Socket.adopt(detached)
    try pair.second.sendAll("here")
    #expect(try again.receive(atMost: 99) == Array("here".utf8))
  }

  private func letGo(of socket: consuming Socket) {}

  /// Closes a socket with a close(2) that fails, and then for good.
  private func close(
    failing number: Int32
  ) throws -> Outcome {
    var socket: Socket? = try Socket(.inet, .stream)
    let descriptor = socket?.fileDescriptor
    let outcome = try observe(under: [.failing(.close, number)]) { try socket.take()?.close() }
    if let descriptor { _ = FileDescriptor(owning: descriptor) }
    return outcome
  }
}
