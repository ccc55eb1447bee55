import CPlatform
import Glibc
import Sockets
import SystemCalls
import Testing

struct ControlBufferTests {
  @Test(arguments: [(Int.min, 0), (-1, 0), (0, 0), (7, 7), (1 << 20, 1 << 20), (Int.max, 1 << 20)])
  func `room is what was asked for, within limits`(asked: Int, capacity: Int) {
    let control = ControlBuffer(capacity: asked)
    #expect(control.capacity == capacity)
    #expect(control.messages.isEmpty)
    #expect(control.descriptorCount == 0)
  }

  @Test(arguments: [(-1, 0), (0, 0), (1, 20), (2, 24), (253, 1028), (254, 1028), (Int.max, 1028)])
  func `room for descriptors is room for no further one`(count: Int, capacity: Int) {
    let control = ControlBuffer(descriptorCount: count)
    #expect(control.capacity == capacity)
  }

  @Test func `descriptors that nobody takes are closed with the buffer`() throws {
    let pair = try Socket.patientPair()
    let probe = try Probe.sent(through: pair.first, count: 3)
    do {
      var control = ControlBuffer(descriptorCount: 3)
      _ = try pair.second.receiveMessage(atMost: 1, control: &control)
      #expect(control.descriptorCount == 3)
      #expect(try !probe.isClosed())
    }
    #expect(try probe.isClosed())
  }

  @Test func `descriptors that nobody takes are closed by the next receive`() throws {
    let pair = try Socket.patientPair()
    let probe = try Probe.sent(through: pair.first, count: 2)
    try pair.first.send([2])
    var control = ControlBuffer(descriptorCount: 2)
    _ = try pair.second.receiveMessage(atMost: 1, control: &control)
    #expect(control.descriptorCount == 2)
    _ = try pair.second.receiveMessage(atMost: 1, control: &control)
    #expect(control.descriptorCount == 0)
    #expect(control.messages.isEmpty)
    #expect(try probe.isClosed())
  }

  @Test func `a receive that fails has emptied the buffer`() throws {
    let pair = try Socket.patientPair()
    let probe = try Probe.sent(through: pair.first, count: 1)
    var control = ControlBuffer(descriptorCount: 1)
    _ = try pair.second.receiveMessage(atMost: 1, control: &control)
    try pair.second.setTimeout(.zero)
    let error = failure { try pair.second.receiveMessage(atMost: 1, control: &control) }
    #expect(error?.code == .wouldBlock)
    #expect(control.descriptorCount == 0)
    #expect(try probe.isClosed())
  }

  @Test func `removing all closes what is left`() throws {
    let pair = try Socket.patientPair()
    let probe = try Probe.sent(through: pair.first, count: 2)
    var control = ControlBuffer(descriptorCount: 2)
    _ = try pair.second.receiveMessage(atMost: 1, control: &control)
    let first = control.takeDescriptor()
    #expect(control.descriptorCount == 1)
    control.removeAll()
    #expect(control.descriptorCount == 0)
    #expect(try !probe.isClosed())
    _ = consume first
    #expect(try probe.isClosed())
  }

  @Test func `numbers that were detached stay open`() throws {
    let pair = try Socket.patientPair()
    let probe = try Probe.sent(through: pair.first, count: 2)
    var numbers: [Int32] = []
    do {
      var control = ControlBuffer(descriptorCount: 2)
      _ = try pair.second.receiveMessage(atMost: 1, control: &control)
      numbers = control.detachDescriptors()
      #expect(control.descriptorCount == 0)
    }
    #expect(numbers.count == 2)
    #expect(try !probe.isClosed())
    for number in numbers { _ = FileDescriptor(owning: number) }
    #expect(try probe.isClosed())
  }

  @Test func `descriptors are taken in the order they were sent`() throws {
    let pair = try Socket.patientPair()
    let stream = try Socket(.inet, .stream)
    let datagram = try Socket(.inet, .datagram)
    let unix = try Socket(.unix, .sequencedPacket)
    try pair.first.sendDescriptors(
      [stream.fileDescriptor, datagram.fileDescriptor, unix.fileDescriptor],
      with: [1]
    )
    var control = ControlBuffer(descriptorCount: 3)
    _ = try pair.second.receiveMessage(atMost: 1, control: &control)
    var found: [String] = []
    while let socket = try control.takeSocket() {
      found.append("\(socket.family) \(socket.type)")
    }
    #expect(found == ["inet stream", "inet datagram", "unix sequenced packet"])
    #expect(control.descriptorCount == 0)
  }

  @Test func `a descriptor that is no socket is not taken as one and is closed`() throws {
    let pair = try Socket.patientPair()
    var pipe: [Int32] = [-1, -1]
    try #require(unsafe Glibc.pipe(&pipe) == 0)
    let reading = FileDescriptor(owning: pipe[0])
    do {
      let writing = FileDescriptor(owning: pipe[1])
      try pair.first.sendDescriptors([writing.number], with: [1])
    }
    var control = ControlBuffer(descriptorCount: 1)
    _ = try pair.second.receiveMessage(atMost: 1, control: &control)
    let error = failure { try control.takeSocket() }
    #expect(error?.code == .notSocket)
    #expect(error?.operation == .adopt)
    #expect(control.descriptorCount == 0)
    var list = ReadinessList()
    list.append(reading.number, for: .receiving)
    _ = try list.wait(timeout: .zero)
    #expect(list[0] == .hangUp, "somebody has the writing end")
  }

  @Test func `received descriptors are not inherited`() throws {
    let pair = try Socket.patientPair()
    _ = try Probe.sent(through: pair.first, count: 1)
    var control = ControlBuffer(descriptorCount: 1)
    let message = try pair.second.receiveMessage(atMost: 1, control: &control).message
    #expect(message.flags == [])
    guard let descriptor = control.takeDescriptor() else {
      Issue.record("no descriptor came")
      return
    }
    #expect(try !System.isInheritable(descriptor))
  }

  @Test func `several messages of one call are all there`() throws {
    let pair = try Socket.patientPair()
    try pair.second.set(.passesCredentials, to: true)
    _ = try Probe.sent(through: pair.first, count: 2, alongWith: [.credentials(.current)])
    var control = ControlBuffer(capacity: 64)
    _ = try pair.second.receiveMessage(atMost: 1, control: &control)
    #expect(control.messages.count == 2)
    #expect(control.messages.compactMap(\.credentials) == [.current])
    #expect(control.messages.compactMap(\.descriptorNumbers?.count) == [2])
    #expect(control.descriptorCount == 2)
  }

  @Test func `a message that the buffer cuts is given with the part that fits`() throws {
    let pair = try Socket.patientPair()
    try pair.second.set(.passesCredentials, to: true)
    try pair.first.send([1])
    var control = ControlBuffer(capacity: 20)
    let message = try pair.second.receiveMessage(atMost: 1, control: &control).message
    #expect(message.flags == .controlTruncated)
    #expect(control.messages.map(\.payload.count) == [4])
    #expect(control.messages.first?.credentials == nil)
  }

  /// Room that is too small for three descriptors, and how many fit into it.
  @Test(arguments: [(0, 0), (15, 0), (16, 0), (19, 0), (20, 1), (23, 1), (24, 2), (27, 2)])
  func `descriptors that do not fit are closed`(capacity: Int, fitting: Int) throws {
    let pair = try Socket.patientPair()
    let probe = try Probe.sent(through: pair.first, count: 3)
    var control = ControlBuffer(capacity: capacity)
    let message = try pair.second.receiveMessage(atMost: 1, control: &control).message
    #expect(message.flags == .controlTruncated)
    #expect(control.descriptorCount == fitting)
    #expect(try probe.isClosed() == (fitting == 0))
    control.removeAll()
    #expect(try probe.isClosed())
  }
}
