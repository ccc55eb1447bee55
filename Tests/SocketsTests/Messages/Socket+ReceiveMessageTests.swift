import CPlatform
import Sockets
import SystemCalls
import TestSupport
import Testing

struct SocketReceiveMessageTests {
  @Test(arguments: [0, 1, 3, 1024])
  func `a message is scattered in order`(count: Int) throws {
    let pair = try Socket.patientPair(.datagram)
    let message = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
    try pair.first.send(message)
    var buffers = message.map { [~$0] }
    var control = ControlBuffer(capacity: 0)
    let received = try pair.second.receiveMessage(scattering: &buffers, control: &control)
    #expect(received.count == count)
    #expect(received.flags == [])
    #expect(buffers == message.map { [$0] })
  }

  @Test func `buffers keep their sizes and what was not overwritten`() throws {
    let pair = try Socket.patientPair(.datagram)
    try pair.first.send([1, 2, 3])
    var buffers: [[UInt8]] = [[], [9, 9], [], [9, 9, 9]]
    var control = ControlBuffer(capacity: 0)
    let received = try pair.second.receiveMessage(scattering: &buffers, control: &control)
    #expect(received.count == 3)
    #expect(buffers == [[], [1, 2], [], [3, 9, 9]])
  }

  @Test func `buffers outlive a receive that fails`() throws {
    let pair = try Socket.patientPair(.datagram)
    try pair.second.setTimeout(.zero)
    var buffers: [[UInt8]] = [[1, 2], [3]]
    var control = ControlBuffer(capacity: 0)
    let error = failure {
      try pair.second.receiveMessage(scattering: &buffers, control: &control)
    }
    #expect(error?.code == .wouldBlock)
    #expect(buffers == [[1, 2], [3]])
  }

  @Test func `more buffers than the kernel takes are too long before it is asked`() throws {
    let pair = try Socket.patientPair(.datagram)
    var buffers = [[UInt8]](repeating: [1], count: 1025)
    var error: SocketError?
    let record = FakeKernel.run([]) {
      var control = ControlBuffer(capacity: 0)
      error = failure {
        try pair.second.receiveMessage(scattering: &buffers, control: &control)
      }
    }
    #expect(error?.code == .messageTooLong)
    #expect(error?.operation == .receive)
    #expect(record[.recvmsg] == 0)
    #expect(buffers.count == 1025)
  }

  /// Room for a message of 5 bytes, and what is told of it with and without asking for its length.
  @Test(arguments: [(0, 0, true), (4, 4, true), (5, 5, false), (6, 5, false)])
  func `a message that does not fit is cut`(room: Int, count: Int, isCut: Bool) throws {
    let pair = try Socket.patientPair(.datagram)
    var control = ControlBuffer(capacity: 0)
    for flags in [MessageFlags(), .truncated] {
      try pair.first.send([1, 2, 3, 4, 5])
      let (bytes, message) = try pair.second.receiveMessage(
        atMost: room,
        control: &control,
        flags: flags
      )
      #expect(bytes == Array([1, 2, 3, 4, 5].prefix(count)))
      #expect(message.count == count)
      #expect(message.length == (flags.isEmpty ? count : 5))
      #expect(message.flags == (isCut ? .truncated : []))
    }
    var buffers = [[UInt8](repeating: 0, count: room)]
    try pair.first.send([1, 2, 3, 4, 5])
    let message = try pair.second.receiveMessage(
      scattering: &buffers,
      control: &control,
      flags: .truncated
    )
    #expect(message.count == count)
    #expect(message.length == 5)
  }

  @Test func `the length of a message is known before it is taken`() throws {
    let pair = try Socket.patientPair(.datagram)
    try pair.first.send([UInt8](repeating: 7, count: 3000))
    var control = ControlBuffer(capacity: 0)
    let length = try pair.second.receiveMessage(
      atMost: 0,
      control: &control,
      flags: [.peek, .truncated]
    ).message.length
    #expect(length == 3000)
    #expect(try pair.second.receive(atMost: length) == [UInt8](repeating: 7, count: 3000))
  }

  @Test func `only the free part of a buffer is filled`() throws {
    let pair = try Socket.patientPair(.datagram)
    try pair.first.send([1, 2, 3])
    var control = ControlBuffer(capacity: 0)
    var bytes: [UInt8] = [9, 9, 0, 0]
    let message = try unsafe bytes.withUnsafeMutableBytes { buffer in
      var output = unsafe OutputRawSpan(buffer: buffer, initializedCount: 2)
      let message = try pair.second.receiveMessage(into: &output, control: &control)
      #expect(output.byteCount == 4)
      return message
    }
    #expect(bytes == [9, 9, 1, 2])
    #expect(message.count == 2)
    #expect(message.flags == .truncated)
  }

  @Test func `a span is overwritten from its start`() throws {
    let pair = try Socket.patientPair(.datagram)
    try pair.first.send([1, 2])
    var control = ControlBuffer(capacity: 0)
    var bytes: [UInt8] = [9, 9, 9]
    var span = bytes.mutableSpan
    var raw = unsafe span.mutableBytes
    let message = try pair.second.receiveMessage(into: &raw, control: &control)
    #expect(message.count == 2)
    #expect(bytes == [1, 2, 9])
  }

  @Test func `the sender of a datagram is told`() throws {
    let receiver = try Socket(.inet, .datagram)
    try receiver.bind(to: .ipv4(.loopback, port: 0))
    try receiver.setTimeout(.seconds(10))
    let sender = try Socket(.inet, .datagram)
    try sender.bind(to: .ipv4(.loopback, port: 0))
    try sender.send([1], to: receiver.localAddress)
    var control = ControlBuffer(capacity: 0)
    let message = try receiver.receiveMessage(atMost: 1, control: &control).message
    #expect(message.sender == (try sender.localAddress))
  }

  @Test(arguments: [SocketType.stream, .datagram, .sequencedPacket])
  func `a sender without an address is none`(type: SocketType) throws {
    let pair = try Socket.patientPair(type)
    try pair.first.send([1])
    var control = ControlBuffer(capacity: 0)
    let message = try pair.second.receiveMessage(atMost: 1, control: &control).message
    #expect(message.sender == nil)
    #expect(message.count == 1)
  }

  @Test(.needs(.unixSequencedPackets))
  func `sequenced packets keep their ends and then end`() throws {
    let pair = try Socket.patientPair(.sequencedPacket)
    try pair.first.sendMessage(gathering: [[1], [2]], flags: .endOfRecord)
    try pair.first.sendMessage([3, 4, 5])
    try pair.first.shutdown(.sending)
    var control = ControlBuffer(capacity: 0)
    let first = try pair.second.receiveMessage(atMost: 10, control: &control)
    #expect(first.bytes == [1, 2])
    #expect(first.message.flags.subtracting(.endOfRecord) == [])
    let second = try pair.second.receiveMessage(atMost: 2, control: &control)
    #expect(second.bytes == [3, 4])
    #expect(second.message.flags.contains(.truncated))
    #expect(try pair.second.receiveMessage(atMost: 10, control: &control).message.count == 0)
  }

  @Test func `an urgent byte is told as such`() async throws {
    let (bytes, flags) = try await onThread { () -> ([UInt8], MessageFlags) in
      let listener = try Socket.createServer(at: .ipv4(.loopback, port: 0))
      let client = try Socket(.inet, .stream)
      try client.connect(to: listener.localAddress)
      let server = try listener.accept().socket
      try client.send([7], flags: .outOfBand)
      _ = try server.wait(for: .outOfBand, timeout: .seconds(10))
      var control = ControlBuffer(capacity: 0)
      let received = try server.receiveMessage(atMost: 1, control: &control, flags: .outOfBand)
      return (received.bytes, received.message.flags)
    }
    #expect(bytes == [7])
    #expect(flags == .outOfBand)
  }

  @Test func `a refused datagram comes back through the queue of errors`() async throws {
    let found = try await onThread { () -> (MessageFlags, [Int32], Bool) in
      let taken = try Socket(.inet, .stream)
      try taken.bind(to: .ipv4(.loopback, port: 0))
      let socket = try Socket(.inet, .datagram)
      // IP_RECVERR, and the errors that it brings.
      try socket.setOption(level: .ipv4, number: IP_RECVERR, value: 1)
      let address = try taken.localAddress
      try socket.send([1, 2, 3], to: address)
      _ = try socket.wait(for: [], timeout: .seconds(10))
      var control = ControlBuffer(capacity: 256)
      let message = try socket.receiveMessage(
        atMost: 10,
        control: &control,
        flags: .errorQueue
      ).message
      return (message.flags, control.messages.map(\.type), message.sender == address)
    }
    #expect(found.0 == .errorQueue)
    #expect(found.1 == [IP_RECVERR])
    #expect(found.2)
  }

  @Test func `a receive that a signal interrupts goes on`() throws {
    let pair = try Socket.patientPair(.datagram)
    try pair.first.send([1])
    var control = ControlBuffer(capacity: 0)
    var bytes: [UInt8] = []
    let record = try FakeKernel.run([.init(.recvmsg, turns: 1...3, .failure(.interrupted))]) {
      bytes = try pair.second.receiveMessage(atMost: 1, control: &control).bytes
    }
    #expect(record[.recvmsg] == 4)
    #expect(bytes == [1])
  }

  @Test func `a receive waits by the socket's timeout`() async throws {
    let (error, waited) = try await onThread {
      let pair = try Socket.pair()
      try pair.second.setTimeout(.milliseconds(20))
      let start = ContinuousClock.now
      let error = failure {
        var control = ControlBuffer(capacity: 64)
        return try pair.second.receiveMessage(atMost: 1, control: &control).bytes
      }
      return (error, ContinuousClock.now - start)
    }
    #expect(error?.code == .timedOut)
    #expect(error?.operation == .receive)
    #expect(waited >= .milliseconds(20))
  }
}
