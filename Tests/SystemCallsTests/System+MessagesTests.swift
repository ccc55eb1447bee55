import CPlatform
import SystemCalls
import TestSupport
import Testing

struct SystemMessagesTests {
  @Test func `a message goes to an address and comes with its sender's`() throws {
    let receiver = try System.socket(AF_INET, SocketKind.datagram, 0)
    try receiver.bind(loopbackAddress())
    let sender = try System.socket(AF_INET, SocketKind.datagram, 0)
    try sender.bind(loopbackAddress())
    let sent = try sender.sendMessage([1, 2, 3], to: receiver.localAddress())
    let message = try receiver.receiveMessage(8, addressRoom: 128)
    let address = try sender.localAddress()
    #expect(sent == 3)
    #expect(message.bytes == [1, 2, 3])
    #expect(message.address == address)
    #expect(message.control == [])
    #expect(message.header.count == 3)
    #expect(message.header.flags & Int32(MSG_TRUNC | MSG_CTRUNC) == 0)
  }

  @Test func `without an address a message goes to the peer`() throws {
    let pair = try System.socketpair(AF_UNIX, SocketKind.sequencedPacket, 0)
    try pair.first.sendMessage([1])
    try pair.first.sendMessage([2, 3])
    let messages = try [pair.second.receiveMessage(8), pair.second.receiveMessage(8)]
    #expect(messages.map(\.bytes) == [[1], [2, 3]])
  }

  @Test func `a message that is too long is cut, which the flags tell`() throws {
    let pair = try System.socketpair(AF_UNIX, SocketKind.datagram, 0)
    try pair.first.sendMessage([1, 2, 3])
    try pair.first.sendMessage([4, 5, 6])
    let cut = try pair.second.receiveMessage(2)
    #expect(cut.bytes == [1, 2])
    #expect(cut.header.count == 2)
    #expect(cut.header.flags & Int32(MSG_TRUNC) != 0)
    let counted = try pair.second.receiveMessage(2, flags: Int32(MSG_TRUNC))
    #expect(counted.bytes == [4, 5])
    #expect(counted.header.count == 3)
  }

  @Test func `what TCP discards is zeros here too`() throws {
    let connection = try Connection()
    try connection.client.send([1, 2, 3])
    let discarded = try connection.server.receiveMessage(2, flags: Int32(MSG_TRUNC))
    #expect(discarded.bytes == [0, 0])
  }

  @Test func `a descriptor travels in a control message and is not inherited`() throws {
    let pair = try System.socketpair(AF_UNIX, SocketKind.stream, 0)
    let event = try System.eventfd()
    try System.setInheritable(event, true)
    let sent = try pair.first.sendMessage([1], control: descriptorMessage(event.number))
    let message = try pair.second.receiveMessage(1, controlRoom: 64)
    #expect(sent == 1)
    #expect(message.control.count == 24)
    let arrived = FileDescriptor(owning: descriptorNumber(in: message.control))
    let isInheritable = try System.isInheritable(arrived)
    #expect(!isInheritable)
    // It is the same open eventfd: what one signals the other sees.
    try System.signal(arrived)
    let counter = try event.read(8)
    #expect(counter.bytes == [1, 0, 0, 0, 0, 0, 0, 0])
  }

  @Test func `a descriptor that has no room is closed, which the flags tell`() throws {
    let pair = try System.socketpair(AF_UNIX, SocketKind.stream, 0)
    let inner = try System.socketpair(AF_UNIX, SocketKind.stream, 0)
    let far = inner.second.detach()
    try pair.first.sendMessage([1], control: descriptorMessage(far))
    try FileDescriptor(owning: far).close()
    let message = try pair.second.receiveMessage(1, controlRoom: 16)
    let isClosed = try inner.first.isAtEnd()
    #expect(message.header.flags & Int32(MSG_CTRUNC) != 0)
    #expect(message.control.count <= 16)
    #expect(isClosed)
  }

  @Test func `a control message that is none is refused`() throws {
    let pair = try System.socketpair(AF_UNIX, SocketKind.stream, 0)
    #expect(throws: Errno.invalidArgument) {
      try pair.first.sendMessage([1], control: [UInt8](repeating: 0, count: 16))
    }
    #expect(throws: Errno.badFileDescriptor) {
      try pair.first.sendMessage([1], control: descriptorMessage(Int32.max))
    }
  }

  @Test func `a message call that finds nothing says so`() throws {
    let pair = try System.socketpair(AF_UNIX, SocketKind.stream, 0)
    try System.setNonBlocking(pair.first, true)
    #expect(throws: Errno.wouldBlock) { _ = try pair.first.receiveMessage(1) }
    var buffers: [[UInt8]] = [[1, 2], [], [3]]
    #expect(throws: Errno.wouldBlock) {
      _ = try pair.first.receiveMessage(scattering: &buffers)
    }
    #expect(buffers == [[1, 2], [], [3]])
  }

  /// `struct cmsghdr` with one descriptor: `SCM_RIGHTS` of unix(7).
  private func descriptorMessage(_ number: Int32) -> [UInt8] {
    let fields = [
      Int32(cplatform_cmsg_length(4)), 0, SOL_SOCKET, Int32(SCM_RIGHTS), number, 0,
    ]
    return fields.flatMap { field in (0..<4).map { UInt8(truncatingIfNeeded: field >> (8 * $0)) } }
  }

  private func descriptorNumber(in control: [UInt8]) -> Int32 {
    control[16..<20].reversed().reduce(0) { $0 << 8 | Int32($1) }
  }
}
