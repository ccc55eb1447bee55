import CPlatform
import Sockets
import SystemCalls
import TestSupport
import Testing

struct SocketSendMessageTests {
  /// How many buffers, each with its number as its only byte.
  @Test(arguments: [0, 1, 3, 1024])
  func `buffers are gathered in order`(count: Int) throws {
    let pair = try Socket.patientPair(.datagram)
    let buffers = (0..<count).map { [UInt8(truncatingIfNeeded: $0)] }
    #expect(try pair.first.sendMessage(gathering: buffers) == count)
    #expect(try pair.second.receive(atMost: 2000) == buffers.flatMap(\.self))
  }

  @Test func `empty buffers among others add nothing`() throws {
    let pair = try Socket.patientPair(.datagram)
    #expect(try pair.first.sendMessage(gathering: [[], [1, 2], [], [3], []]) == 3)
    #expect(try pair.second.receive(atMost: 10) == [1, 2, 3])
  }

  @Test func `more buffers than the kernel takes are too long before it is asked`() throws {
    let pair = try Socket.patientPair(.datagram)
    var error: SocketError?
    let record = FakeKernel.run([]) {
      error = failure {
        try pair.first.sendMessage(gathering: [[UInt8]](repeating: [1], count: 1025))
      }
    }
    #expect(error?.code == .messageTooLong)
    #expect(error?.operation == .send)
    #expect(record[.sendmsg] == 0)
  }

  @Test func `an array and a span say the same`() throws {
    let pair = try Socket.patientPair(.datagram)
    #expect(try pair.first.sendMessage([1, 2]) == 2)
    #expect(try unsafe pair.first.sendMessage([3 as UInt8, 4].span.bytes) == 2)
    #expect(try pair.first.sendMessage([]) == 0)
    #expect(try pair.second.receive(atMost: 9) == [1, 2])
    #expect(try pair.second.receive(atMost: 9) == [3, 4])
    #expect(try pair.second.receive(atMost: 9) == [])
  }

  @Test func `a message goes to its address`() throws {
    let receiver = try Socket(.inet, .datagram)
    try receiver.bind(to: .ipv4(.loopback, port: 0))
    try receiver.setTimeout(.seconds(10))
    let sender = try Socket(.inet, .datagram)
    try sender.sendMessage([1], to: receiver.localAddress)
    try sender.sendMessage(gathering: [[2], [3]], to: receiver.localAddress)
    #expect(try receiver.receive(atMost: 9) == [1])
    #expect(try receiver.receive(atMost: 9) == [2, 3])
    let error = failure { try sender.sendMessage([1]) }
    #expect(error?.code == .destinationAddressRequired)
  }

  @Test func `an error tells the address`() throws {
    let sender = try Socket(.inet, .datagram)
    let address = SocketAddress.ipv4(.loopback, port: 9)
    var error: SocketError?
    FakeKernel.run([.init(.sendmsg, .failure(.noMemory))]) {
      error = failure { try sender.sendMessage([1], to: address) }
    }
    #expect(error?.description == "send 127.0.0.1:9: Cannot allocate memory")
    #expect(error?.address == address)
  }

  @Test func `a peer that is gone is an error and no signal`() throws {
    let pair = try Socket.patientPair()
    try pair.second.shutdown(.both)
    #expect(failure { try pair.first.sendMessage([1]) }?.code == .brokenPipe)
    #expect(failure { try pair.first.sendMessage(gathering: [[1]]) }?.code == .brokenPipe)
  }

  @Test func `a message that a signal interrupts is sent all the same`() throws {
    let pair = try Socket.patientPair(.datagram)
    let record = try FakeKernel.run([.init(.sendmsg, turns: 1...3, .failure(.interrupted))]) {
      _ = try pair.first.sendMessage([1])
    }
    #expect(record[.sendmsg] == 4)
    #expect(try pair.second.receive(atMost: 9) == [1])
  }

  @Test func `a message waits until there is room`() throws {
    let pair = try Socket.patientPair(.datagram)
    let record = try FakeKernel.run([.init(.sendmsg, .failure(.wouldBlock))]) {
      _ = try pair.first.sendMessage([1])
    }
    #expect(record[.sendmsg] == 2)
    #expect(record[.poll] == 1)
    #expect(try pair.second.receive(atMost: 9) == [1])
  }

  @Test func `a stream may take part of a message`() throws {
    let pair = try Socket.patientPair()
    var count = 0
    try FakeKernel.run([.init(.sendmsg, .short(2))]) {
      count = try pair.first.sendMessage(gathering: [[1, 2, 3], [4]])
    }
    #expect(count == 2)
    #expect(try pair.second.receive(atMost: 9) == [1, 2])
  }

  @Test func `a control message that the kernel does not know is refused`() throws {
    let pair = try Socket.patientPair(.datagram)
    let unknown = ControlMessage(level: .socket, type: 9999, payload: [])
    let error = failure { try pair.first.sendMessage([1], control: [unknown]) }
    #expect(error?.code == .invalidArgument)
  }

  @Test func `a control message of another level is left alone`() throws {
    let pair = try Socket.patientPair(.datagram)
    let foreign = ControlMessage(level: .tcp, type: 1, payload: [1, 2, 3])
    try pair.first.sendMessage([1], control: [foreign])
    var control = ControlBuffer(capacity: 64)
    _ = try pair.second.receiveMessage(atMost: 1, control: &control)
    #expect(control.messages.isEmpty)
  }

  @Test func `a datagram's time to live and service go along with it`() throws {
    let receiver = try Socket(.inet, .datagram)
    try receiver.set(.receivesTimeToLive, to: true)
    try receiver.set(.receivesTypeOfService, to: true)
    try receiver.bind(to: .ipv4(.loopback, port: 0))
    try receiver.setTimeout(.seconds(10))
    let sender = try Socket(.inet, .datagram)
    try sender.sendMessage(
      [1],
      control: [
        ControlMessage(level: .ipv4, type: Int32(IP_TTL), integer: 17),
        ControlMessage(level: .ipv4, type: Int32(IP_TOS), integer: 0xb8),
      ],
      to: receiver.localAddress
    )
    var control = ControlBuffer(capacity: 128)
    _ = try receiver.receiveMessage(atMost: 1, control: &control)
    #expect(control.messages.map(\.type) == [Int32(IP_TTL), Int32(IP_TOS)])
    #expect(control.messages.map(\.integer) == [17, 0xb8])
    #expect(control.messages.map(\.level) == [.ipv4, .ipv4])
  }

  @Test(.needs(.ipv6Loopback))
  func `an IPv6 datagram's hop limit and class go along with it`() throws {
    let receiver = try Socket(.inet6, .datagram)
    try receiver.set(.receivesIPv6HopLimit, to: true)
    try receiver.set(.receivesIPv6TrafficClass, to: true)
    try receiver.bind(to: .ipv6(.loopback, port: 0))
    try receiver.setTimeout(.seconds(10))
    let sender = try Socket(.inet6, .datagram)
    try sender.sendMessage(
      [1],
      control: [
        ControlMessage(level: .ipv6, type: Int32(IPV6_HOPLIMIT), integer: 17),
        ControlMessage(level: .ipv6, type: Int32(IPV6_TCLASS), integer: 0xb8),
      ],
      to: receiver.localAddress
    )
    var control = ControlBuffer(capacity: 128)
    _ = try receiver.receiveMessage(atMost: 1, control: &control)
    #expect(control.messages.map(\.type) == [Int32(IPV6_HOPLIMIT), Int32(IPV6_TCLASS)])
    #expect(control.messages.map(\.integer) == [17, 0xb8])
    #expect(control.messages.map(\.level) == [.ipv6, .ipv6])
  }
}
