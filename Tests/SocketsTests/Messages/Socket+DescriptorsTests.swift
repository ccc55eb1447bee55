import Sockets
import SystemCalls
import TestSupport
import Testing

struct SocketDescriptorsTests {
  @Test(arguments: [0, 1, 3, 253])
  func `as many descriptors arrive as were sent`(count: Int) throws {
    let pair = try Socket.patientPair()
    let probe = try Probe.sent(through: pair.first, count: count)
    var received = try pair.second.receiveDescriptors(atMost: count, bytes: 10)
    #expect(received.bytes == [1])
    #expect(received.flags == [])
    #expect(received.sender == nil)
    #expect(received.control.descriptorCount == count)
    var numbers: Set<Int32> = []
    while let descriptor = received.control.takeDescriptor() {
      #expect(try !System.isInheritable(descriptor))
      numbers.insert(descriptor.number)
      // Each closes here, so that the next may get its number; the last leaves the probe closed.
    }
    #expect(count == 0 || !numbers.isEmpty)
    #expect(try probe.isClosed())
  }

  @Test func `descriptors are copies with numbers of their own`() throws {
    let pair = try Socket.patientPair()
    let probe = try Probe.sent(through: pair.first, count: 5)
    var received = try pair.second.receiveDescriptors(atMost: 5, bytes: 1)
    let numbers = received.control.detachDescriptors()
    #expect(Set(numbers).count == 5)
    for number in numbers.dropLast() { _ = FileDescriptor(owning: number) }
    #expect(try !probe.isClosed())
    _ = try FileDescriptor(owning: #require(numbers.last))
    #expect(try probe.isClosed())
  }

  @Test func `more descriptors than a message carries are refused and none goes`() throws {
    let pair = try Socket.patientPair()
    let error = failure { try Probe.sent(through: pair.first, count: 254) }
    #expect(error?.code == .invalidArgument)
    try pair.second.setTimeout(.zero)
    #expect(failure { try pair.second.receive(atMost: 1) }?.code == .wouldBlock)
  }

  @Test(arguments: [-1, Int32.max])
  func `a number that is not open is refused`(number: Int32) throws {
    let pair = try Socket.patientPair()
    let error = failure { try pair.first.sendDescriptors([number], with: [1]) }
    #expect(error?.code == .badFileDescriptor)
    #expect(error?.operation == .send)
  }

  @Test(arguments: [0, 1, 2])
  func `no more descriptors arrive than were asked for`(count: Int) throws {
    let pair = try Socket.patientPair()
    let probe = try Probe.sent(through: pair.first, count: 3)
    let received = try pair.second.receiveDescriptors(atMost: count, bytes: 1)
    #expect(received.bytes == [1])
    #expect(received.flags == .controlTruncated)
    #expect(received.control.descriptorCount == count)
    let isClosed = try probe.isClosed()
    #expect(isClosed == (count == 0))
    _ = consume received
    #expect(try probe.isClosed())
  }

  @Test func `a socket that was passed still speaks`() throws {
    let pair = try Socket.patientPair()
    let ends = try Socket.patientPair()
    try unsafe pair.first.sendDescriptors(
      [ends.first.fileDescriptor],
      with: Array("a".utf8).span.bytes
    )
    var received = try pair.second.receiveDescriptors(atMost: 1, bytes: 1)
    guard let passed = try received.control.takeSocket() else {
      Issue.record("no socket came")
      return
    }
    #expect(passed.family == .unix)
    #expect(passed.type == .stream)
    try passed.sendAll("hello")
    #expect(try ends.second.receive(atMost: 10) == Array("hello".utf8))
  }

  @Test func `descriptors go to an address and tell the sender`() throws {
    let sender = try Socket(.unix, .datagram)
    try sender.bind(to: SocketAddress(.unnamed))
    let receiver = try Socket(.unix, .datagram)
    try receiver.bind(to: SocketAddress(.unnamed))
    try receiver.setTimeout(.seconds(10))
    try sender.sendDescriptors(
      [sender.fileDescriptor],
      with: [1, 2, 3],
      to: receiver.localAddress,
      flags: .doNotWait
    )
    let peeked = try receiver.receiveDescriptors(atMost: 1, bytes: 3, flags: .peek)
    #expect(peeked.control.descriptorCount == 1)
    let received = try receiver.receiveDescriptors(atMost: 1, bytes: 2)
    #expect(received.bytes == [1, 2])
    #expect(received.flags == .truncated)
    #expect(received.sender == (try sender.localAddress))
  }

  @Test func `descriptors that cannot be received are closed with their message`() throws {
    let pair = try Socket.patientPair()
    let probe = try Probe.sent(through: pair.first, count: 1)
    var error: SocketError?
    FakeKernel.run([.init(.recvmsg, .failure(.noMemory))]) {
      error = failure { try pair.second.receiveDescriptors(atMost: 1, bytes: 1) }
    }
    #expect(error?.code == .noMemory)
    #expect(error?.operation == .receive)
    #expect(try !probe.isClosed())
    _ = consume pair
    #expect(try probe.isClosed())
  }

  @Test func `nothing at all is received from a peer that is gone`() throws {
    let pair = try Socket.patientPair()
    try pair.first.shutdown(.sending)
    let received = try pair.second.receiveDescriptors(atMost: 1, bytes: 1)
    #expect(received.bytes.isEmpty)
    #expect(received.control.descriptorCount == 0)
    #expect(received.flags == [])
  }
}
