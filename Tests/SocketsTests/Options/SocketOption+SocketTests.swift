import Sockets
import TestSupport
import Testing

struct SocketOptionSocketTests {
  static let settable: [OptionRow] = [
    OptionRow(.boundInterface, on: .udp, from: "", to: "lo"),
    OptionRow(.broadcast, on: .udp, from: false, to: true),
    OptionRow(.doNotRoute, on: .udp, from: false, to: true),
    OptionRow(.incomingProcessor, on: .udp, from: -1, to: 0),
    OptionRow(.keepAlive, on: .tcp, from: false, to: true),
    OptionRow(.linger, on: .tcp, from: .off, to: Linger(isOn: true, seconds: 7)),
    OptionRow(.linger, on: .tcp, from: .off, to: .reset),
    OptionRow(.outOfBandInline, on: .tcp, from: false, to: true),
    OptionRow(.passesCredentials, on: .unixStream, from: false, to: true),
    OptionRow(.priority, on: .udp, from: 0, to: 5),
    OptionRow(.receiveBufferBytes, on: .udp, to: 32_768, reads: 65_536),
    OptionRow(.receiveLowWaterBytes, on: .tcp, from: 1, to: 7),
    OptionRow(.receiveTimeout, on: .tcp, from: .zero, to: .milliseconds(1500)),
    OptionRow(.reuseAddress, on: .tcp, from: false, to: true),
    OptionRow(.reusePort, on: .tcp, from: false, to: true),
    OptionRow(.sendBufferBytes, on: .udp, to: 32_768, reads: 65_536),
    OptionRow(.sendTimeout, on: .unixDatagram, from: .zero, to: .seconds(86_400)),
  ]

  static let readOnly: [OptionRow] = [
    OptionRow(readOnly: .acceptsConnections, on: .tcp, reads: false),
    OptionRow(readOnly: .error, on: .tcp, reads: nil),
    OptionRow(readOnly: .family, on: .tcp, reads: .inet),
    OptionRow(readOnly: .family, on: .unixDatagram, reads: .unix),
    OptionRow(
      readOnly: .peerCredentials,
      on: .unixStream,
      reads: Credentials(processID: 0, userID: .max, groupID: .max)
    ),
    OptionRow(readOnly: .protocolNumber, on: .tcp, reads: .tcp),
    OptionRow(readOnly: .protocolNumber, on: .udp, reads: .udp),
    OptionRow(readOnly: .type, on: .udp, reads: .datagram),
    OptionRow(readOnly: .type, on: .unixStream, reads: .stream),
  ]

  static let refused: [OptionRow] = [
    OptionRow(
      .boundInterface,
      on: .udp,
      refuses: String(repeating: "i", count: 16),
      as: .unusableArgument
    ),
    OptionRow(.boundInterface, on: .udp, refuses: "l\0o", as: .unusableArgument),
    OptionRow(
      .linger,
      on: .tcp,
      refuses: Linger(isOn: true, seconds: -1),
      as: .unusableArgument
    ),
    OptionRow(.receiveTimeout, on: .tcp, refuses: .seconds(-1), as: .unusableArgument),
    OptionRow(.receiveTimeout, on: .tcp, refuses: .nanoseconds(-1), as: .unusableArgument),
    OptionRow(.sendTimeout, on: .tcp, refuses: .seconds(1 << 31), as: .unusableArgument),
    OptionRow(.sendTimeout, on: .tcp, refuses: .seconds(Int64.max), as: .unusableArgument),
  ]

  @Test(arguments: settable)
  func `an option of every socket reads back as it was set`(row: OptionRow) throws {
    try row.run()
  }

  @Test(arguments: readOnly)
  func `an option that is read only is told by the kernel and refused`(row: OptionRow) throws {
    try row.run()
  }

  @Test(arguments: refused)
  func `a value that does not fit is refused and changes nothing`(row: OptionRow) throws {
    try row.run()
  }

  @Test(.needs(.rawSockets))
  func `a mark uses all bits of its number`() throws {
    let socket = try Socket(.inet, .datagram)
    #expect(try socket[.mark] == 0)
    try socket.set(.mark, to: 0x8000_0001)
    #expect(try socket[.mark] == 0x8000_0001)
  }

  @Test func `the interface that a socket is bound to can be taken away again`() throws {
    let socket = try Socket(.inet, .datagram)
    try socket.set(.boundInterface, to: "lo")
    #expect(try socket[.boundInterface] == "lo")
    try socket.set(.boundInterface, to: "")
    #expect(try socket[.boundInterface].isEmpty)
  }

  @Test func `an interface that does not exist is no device`() throws {
    let socket = try Socket(.inet, .datagram)
    let error = failure {
      try socket.set(.boundInterface, to: "no-such-thing")
    }
    #expect(error?.description == "set option SO_BINDTODEVICE: No such device")
  }

  @Test func `a listener says that it accepts connections`() throws {
    let socket = try Socket(.inet, .stream)
    #expect(try !socket[.acceptsConnections])
    try socket.listen()
    #expect(try socket[.acceptsConnections])
  }

  @Test func `the peers of a Unix pair are this process`() throws {
    let pair = try Socket.pair()
    #expect(try pair.first[.peerCredentials] == .current)
  }

  @Test func `an error is told once`() async throws {
    let codes = try await onThread { () -> [SocketError.Code?] in
      let taken = try Socket(.inet, .stream)
      try taken.bind(to: .ipv4(.loopback, port: 0))
      let socket = try Socket(.inet, .stream)
      try socket.setTimeout(.zero)
      let status = socket.connectStatus(to: try taken.localAddress)
      _ = try socket.wait(for: .sending)
      return [status, try socket[.error], try socket[.error]]
    }
    #expect(codes == [.inProgress, .connectionRefused, nil])
  }

  @Test func `a receive of a blocking socket gives up after the kernel's own timeout`() async throws
  {
    let (error, waited) = try await onThread {
      let socket = try Socket(.inet, .datagram)
      try socket.bind(to: .ipv4(.loopback, port: 0))
      try socket.set(.receiveTimeout, to: .milliseconds(20))
      let start = ContinuousClock.now
      let error = failure { try socket.receive(atMost: 1) }
      return (error, ContinuousClock.now - start)
    }
    #expect(error?.code == .wouldBlock)
    // The kernel counts this time in ticks, of up to 10 ms, and the first is already under way.
    #expect(waited >= .milliseconds(10))
  }

  @Test func `a timeout is rounded up and never down to none`() throws {
    let socket = try Socket(.inet, .datagram)
    try socket.set(.sendTimeout, to: .nanoseconds(1))
    let timeout = try socket[.sendTimeout]
    #expect(timeout > .zero)
    #expect(timeout <= .milliseconds(10))
  }
}
