import CPlatform
import SystemCalls
import TestSupport
import Testing

@testable import Sockets

/// `accept` of Socket+Connecting.swift.
struct SocketAcceptingTests {
  @Test(arguments: Wire.connections)
  func `a connection comes with its peer's address`(wire: Wire) throws {
    let listener = try wire.listener()
    let client = try wire.boundSocket()
    try client.connect(to: listener.localAddress)
    let accepted = try listener.accept()
    #expect(try accepted.peer == client.localAddress)
    #expect(accepted.socket.family == wire.family)
    #expect(accepted.socket.type == wire.type)
    #expect(accepted.socket.protocolNumber == listener.protocolNumber)
    #expect(try accepted.socket.isInheritable == false)
  }

  @Test func `a Unix peer without an address is unnamed`() throws {
    let listener = try Wire.unixStream.listener()
    let client = try Wire.unixStream.socket()
    try client.connect(to: listener.localAddress)
    #expect(try listener.accept().peer == SocketAddress(.unnamed))
  }

  @Test func `a peer whose address the kernel does not tell has none`() throws {
    let listener = try Wire.tcpIPv4.listener()
    let spare = try Wire.tcpIPv4.socket().detach()
    try FakeKernel.run([FakeKernel.Fault(.accept4, .success(Int(spare)))]) { () throws in
      let accepted = try listener.accept()
      #expect(accepted.peer == nil)
      #expect(accepted.socket.fileDescriptor == spare)
    }
  }

  @Test(arguments: [nil, Duration.zero, .seconds(40)])
  func `a connection has no timeout, whatever its listener has`(timeout: Duration?) throws {
    let listener = try Wire.tcpIPv4.listener()
    let client = try Wire.tcpIPv4.socket()
    try client.connect(to: listener.localAddress)
    try listener.setTimeout(timeout)
    let accepted = try listener.accept()
    #expect(accepted.socket.timeout == nil)
    #expect(try System.isNonBlocking(accepted.socket.descriptor) == false)
  }

  @Test func `a listener that is not waited for says that nobody is there`() throws {
    let listener = try Wire.tcpIPv4.listener()
    try listener.setTimeout(.zero)
    let error = try socketError { _ = try listener.accept() }
    #expect(error == SocketError(.wouldBlock, operation: .accept))
  }

  @Test(arguments: Wire.connections)
  func `a listener that nobody connects to ends with its time`(wire: Wire) async throws {
    try wire.demand()
    let outcome = try await onThread {
      let listener = try wire.listener()
      try listener.setTimeout(.milliseconds(20))
      return try observe { _ = try listener.accept() }
    }
    #expect(outcome.error == SocketError(.timedOut, operation: .accept))
    #expect(outcome.elapsed >= .milliseconds(20))
    #expect(outcome.elapsed < Outcome.elapsedMax)
  }

  @Test func `what cannot accept says why`() throws {
    let silent = try Wire.tcpIPv4.boundSocket()
    let error = try socketError { _ = try silent.accept() }
    #expect(error == SocketError(.invalidArgument, operation: .accept))
    let datagram = try Wire.udpIPv4.boundSocket()
    #expect(try socketError { _ = try datagram.accept() }?.code == .notSupported)
  }

  @Test(arguments: [
    (ECONNABORTED, SocketError.Code.connectionAborted), (EMFILE, .tooManyOpenFiles),
    (ENFILE, .tooManyOpenFilesInSystem), (ENOBUFS, .noBufferSpace), (ENOMEM, .noMemory),
    (ENETDOWN, .networkDown), (EHOSTUNREACH, .hostUnreachable), (EPERM, .notPermitted),
  ])
  func `a listener is as good as before after an accept that failed`(
    number: Int32,
    code: SocketError.Code
  ) throws {
    let listener = try Wire.tcpIPv4.listener()
    let client = try Wire.tcpIPv4.socket()
    try client.connect(to: listener.localAddress)
    let outcome = try observe(under: [.failing(.accept4, number)]) { _ = try listener.accept() }
    #expect(outcome.error == SocketError(code, operation: .accept))
    #expect(try listener.accept().peer == client.localAddress)
  }
}
